"""`python -m sitegen`."""

from sitegen.cli.main import run

if __name__ == "__main__":
    run()

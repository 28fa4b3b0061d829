cables("ASTANA",{"2007":[1848]});

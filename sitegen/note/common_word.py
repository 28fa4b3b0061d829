"""Words that decide whether a name is meant: titles, plain words, and what is called after people.

Kept short on purpose. A word that is missing costs a link and brings a row in the review list;
nothing here can make a wrong link.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What stands before a surname and is no given name: "President Nazarbayev", "FM Tazhin".
TITLES = _words(
    """
    academician activist adviser advisor akim ambassador analyst archbishop assistant attorney baron
    bishop brigadier brother captain cardinal chairman chairperson chairwoman chancellor charge
    chargé chief colonel commander commissioner comrade congressman congresswoman consul coordinator
    councillor count counselor counsellor crown czar dean delegate deputy director doctor dr editor
    emir envoy excellency executive father foreign former founder general governor head her his
    interior imam inspector judge justice king lady leader lieutenant lord madam madame major
    marshal mayor md minister miss mr mrs ms mufti mullah officer opposition patriarch police pope
    premier president presidential prime prince princess prof professor prosecutor queen rabbi
    representative sen senator secretary sergeant shah sheikh sheik sir sister speaker spokesman
    spokeswoman state sultan treasurer undersecretary vice businessman candidate defense finance
    journalist magnate
    """
)

# Titles that say of what another title or an office is: "Foreign Minister", "State Department".
ADJECTIVES = _words(
    """
    defense deputy executive finance foreign former interior justice opposition police presidential
    prime state vice
    """
)

# Officers of an embassy, as cables call them.
OFFICERS = _words("conoff conoffs econoff econoffs emboff emboffs poloff poloffs polcouns econcouns")

# Small words within names.
PARTICLES = _words("al bin da de del della der di du el for ibn la of ter ul van von")

# Words that begin a sentence, join names, or in a text of capitals are words before they are names.
COMMON_WORDS = _words(
    """
    a about above across act acting actually add additionally after afterwards again against age
    agency ago aid aim air all almost alone along already also although always am amid among an and
    another any anyone apart april are area arm army around as asked aside at august away back bad
    bank banks base be because been before began behind being bell best better between big bill
    black blue body both bring brown bush but by call called calling came can cap cast cause center
    change china citing city come comment concerning consequently contact conversely cook could
    court cross currently day days december despite did do does done down due during each early
    earlier either else elsewhere embassy end enough even eventually ever every except fact far
    february few finally first fish five follow following for force ford former fortunately found
    four friday from full further furthermore gain gave get give go goal going good grant grave gray
    green group had half hand hard has have he held hence her here high hill him his hold home hope
    house how however i if ii iii in indeed initially inside instead into irony is it its january
    job joy july june just keep key kind king knight last lately later law lay lead least leave left
    less let like likewise line little long look low made make man many march mark may maybe me mean
    meanwhile men might mission monday money more moreover most much must my name national near
    nearly need neither never nevertheless new next nine no nobody none nonetheless nor north note
    noting november now oath obviously october of off office often oh oil old on once one only open
    or order other others our out outside over own page park part partly party pass past pay peace
    people perhaps person place plan pm point poll pool post presumably previously price private
    privately public put rather reach read recently red regarding rest rice rich right road room
    rose rule run said same san saturday save saw say says second secondly see seeing seem sent
    separately september set seven several shall she should show side similarly simply since six
    small so some someone soon south speak special sport st stand star start state step still stone
    stop strong subsequently such summary sunday sure surprisingly swift take ten than that the
    their them then there thereafter therefore these they third this those though three through
    throughout thursday thus time to today together told tomorrow too top toward town trade tuesday
    turn turning two under underscoring undoubtedly unfortunately union unlike until up upon us use
    usually very via vote wall war was water way we wednesday week well went were west what when
    whenever where whereas whether which while white who whole why wife will win with within without
    wood word work world would year years yes yesterday yet you young your zero
    """
)

# What is often named after a person, and is none.
NAMESAKES = _words(
    """
    academy airport avenue award boulevard bridge center centre college district doctrine dam
    foundation fund hall highway hospital hotel house institute international library medal memorial
    mosque museum oblast palace park port prize province region road school square stadium station
    street theater theatre tower university village
    """
)

"""Names of the invented council: first names with their other spellings, surnames common and rare.

Invented people bear them by a fixed pattern, the same on every machine. Common surnames are as common here
as in a town: one family in three shares one of forty names. The other spellings are what a person writes
who only heard the name; they were written down before the search was tuned, and the search does not know
this list.
"""

from functools import cache

#: A first name, and how it is also spelt by somebody who only heard it.
HEARD = {
    "Aaron": "Aron", "Abigail": "Abigale", "Aidan": "Aiden", "Aisha": "Ayesha", "Alan": "Allan", "Alicia": "Alisha",
    "Amelia": "Emelia", "Amy": "Aimee", "Anna": "Ana", "Ann": "Anne", "Anthony": "Antony", "Ashleigh": "Ashley",
    "Bethany": "Bethanie", "Bilal": "Billal", "Brian": "Bryan", "Caitlin": "Katelyn", "Callum": "Calum",
    "Cameron": "Kameron", "Carl": "Karl", "Caroline": "Karoline", "Catherine": "Kathryn", "Chloe": "Khloe",
    "Christopher": "Kristopher", "Claire": "Clare", "Connor": "Conor", "Courtney": "Kourtney", "Craig": "Kraig",
    "Daniel": "Danyal", "Danielle": "Daniele", "Declan": "Deklan", "Diane": "Dianne", "Dominic": "Dominick",
    "Eleanor": "Elinor", "Elizabeth": "Elisabeth", "Emily": "Emilie", "Erin": "Eryn", "Ethan": "Ethen", "Eve": "Eave",
    "Fatima": "Fatimah", "Faye": "Fay", "Finlay": "Finley", "Francesca": "Franchesca", "Freya": "Freyja",
    "Gary": "Garry", "Geoffrey": "Jeffrey", "Georgia": "Jorja", "Gillian": "Jillian", "Graham": "Graeme",
    "Hannah": "Hanna", "Harriet": "Harriett", "Hassan": "Hasan", "Hayley": "Haley", "Heather": "Hether",
    "Hussain": "Hussein", "Imran": "Imraan", "Isabella": "Izabella", "Isla": "Eila", "Jack": "Jak", "Jade": "Jayde",
    "Jamie": "Jaimie", "Jasmine": "Jazmin", "Jodie": "Jody", "Jon": "John", "Jonathan": "Johnathan",
    "Joshua": "Joshuah", "Kai": "Kye", "Karen": "Karin", "Kayla": "Kaylah", "Kayleigh": "Kaylee", "Keeley": "Keely",
    "Kelly": "Kelley", "Keira": "Kiera", "Kieran": "Keiran", "Kirsty": "Kirstie", "Lauren": "Loren", "Layla": "Leila",
    "Leah": "Lea", "Lee": "Leigh", "Leon": "Leeon", "Lesley": "Leslie", "Lewis": "Louis", "Liam": "Leam",
    "Lily": "Lilly", "Louise": "Luise", "Lucy": "Lucie", "Lynn": "Lyn", "Maisie": "Maisy", "Marc": "Mark",
    "Maria": "Mariah", "Martin": "Martyn", "Maryam": "Mariam", "Mateusz": "Matteusz", "Matthew": "Mathew",
    "Megan": "Meghan", "Mia": "Mya", "Michaela": "Mikaela", "Michelle": "Michele", "Mohammed": "Muhammad",
    "Molly": "Mollie", "Natalie": "Nathalie", "Nathan": "Nathen", "Neil": "Neal", "Niamh": "Neve",
    "Nicola": "Nichola", "Nicole": "Nichole", "Oliver": "Olivier", "Olivia": "Alivia", "Owen": "Owain",
    "Philip": "Phillip", "Poppy": "Poppie", "Rachel": "Rachael", "Rebecca": "Rebekah", "Reece": "Rhys",
    "Rory": "Rorey", "Ruby": "Rubie", "Ryan": "Rian", "Saima": "Sayma", "Samina": "Sameena", "Sara": "Sarah",
    "Scarlett": "Scarlet", "Sean": "Shaun", "Shane": "Shayne", "Sharon": "Sharron", "Shaheen": "Shahin",
    "Sian": "Shan", "Skye": "Sky", "Sophie": "Sofie", "Stacey": "Stacy", "Stephanie": "Stefanie", "Stephen": "Steven",
    "Stuart": "Stewart", "Summer": "Sumer", "Susan": "Suzan", "Tahir": "Taher", "Tegan": "Teagan", "Theo": "Teo",
    "Theresa": "Teresa", "Toby": "Tobey", "Tomasz": "Tomas", "Tracey": "Tracy", "Tyler": "Tylor",
    "Victoria": "Viktoria", "Vivian": "Vivien", "Yasmin": "Yasmine", "Yusuf": "Yousef", "Zachary": "Zackary",
    "Zahra": "Zara", "Zoe": "Zoey", "Zofia": "Zophia",
}  # fmt: skip

FIRST = [
    *HEARD,
    "Ada", "Alfie", "Amina", "Archie", "Ayaan", "Beth", "Carys", "Daisy", "Dylan", "Ebony", "Efa", "Elif", "Ella",
    "Emre", "Farah", "Fin", "Gethin", "Grace", "Gwen", "Harvey", "Holly", "Ibrahim", "Imogen", "Iris", "Isaac",
    "Jamal", "Jess", "Kasia", "Khadija", "Leo", "Lila", "Logan", "Maja", "Mali", "Mason", "Milo", "Nadia", "Nia",
    "Noah", "Olive", "Omar", "Oscar", "Priya", "Rafi", "Rosa", "Sadie", "Sami", "Seren", "Sofia", "Tariq", "Tilly",
    "Umar", "Vera", "Wiktor",
]  # fmt: skip

#: What somebody is called at home, by first name; others are called by their first letters.
CALLED = {
    "Abigail": "Abs", "Anthony": "Tone", "Bethany": "Bethie", "Catherine": "Kit", "Christopher": "Topher",
    "Elizabeth": "Libby", "Francesca": "Chess", "Isabella": "Ibby", "Jonathan": "Jonty", "Kayleigh": "Kaz",
    "Mohammed": "Mo", "Rebecca": "Bex", "Stephanie": "Stevie", "Theresa": "Tess", "Victoria": "Vix", "Zachary": "Zac",
}  # fmt: skip

COMMON = [
    "Smith", "Jones", "Khan", "Taylor", "Brown", "Hussain", "Williams", "Wilson", "Johnson", "Davies", "Patel",
    "Ahmed", "Wright", "Walker", "Thompson", "White", "Edwards", "Hughes", "Green", "Hall", "Lewis", "Harris",
    "Clarke", "Jackson", "Begum", "Ali", "Singh", "Turner", "Hill", "Cooper", "Morris", "Ward", "Moore", "Clark",
    "Kaur", "Baker", "Harrison", "King", "Shah", "Phillips",
]  # fmt: skip
BEGINS = [
    "Ash", "Beck", "Birch", "Black", "Brad", "Burn", "Cald", "Clay", "Cold", "Cran", "Dale", "Down", "Elm", "Fair",
    "Farn", "Gold", "Hart", "Hazel", "Holm", "Kirk", "Lang", "Lin",
]  # fmt: skip
ENDS = [
    "bourne", "by", "combe", "den", "dyke", "field", "ford", "gate", "ham", "hurst", "ley", "low", "more", "shaw",
    "stead", "thorpe", "ton", "wick", "wood", "worth",
]  # fmt: skip

#: One family in so many bears a common surname.
ONE_IN = 3


@cache
def surname(family: int) -> str:
    """The surname of a family by its number: one of forty common ones, or one of 440 others."""
    if family % ONE_IN == 1:
        at = family // ONE_IN
        # The square makes the first ones commoner than the last, as they are in a town.
        share = (at * 7919 % 1000) / 1000
        return COMMON[int(share * share * len(COMMON))]
    return BEGINS[family % len(BEGINS)] + ENDS[family // len(BEGINS) % len(ENDS)]


@cache
def first_name(family: int, one: int) -> str:
    """The first name of one person of a family."""
    return FIRST[(family * 7 + one * 13) % len(FIRST)]


def known_as(family: int, one: int) -> str:
    """What one person in six is called at home; empty for the others."""
    if (family + one) % 6:
        return ""
    first = first_name(family, one)
    return CALLED.get(first, first[:3] if len(first) > 4 else f"{first}y")

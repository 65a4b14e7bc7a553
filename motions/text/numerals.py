"""How many there are of something, as a Swedish text says it."""

TALORD = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def antal(number: int, ental: str, flertal: str, i_ord: bool = False, kon: str = "ett") -> str:
    """«1 ärende», «2 ärenden»; with i_ord=True «inga ärenden», «ett ärende» … «tolv ärenden», «13 ärenden».

    `kon` is "ett" or "en", the word for one: {% antal n "motion" "motioner" i_ord=True kon="en" %}.
    """
    noun = ental if number == 1 else flertal
    if not i_ord or not 0 <= number < len(TALORD):
        return f"{number} {noun}"
    if number == 0:
        return f"inga {noun}"
    return f"{kon if number == 1 else TALORD[number]} {noun}"

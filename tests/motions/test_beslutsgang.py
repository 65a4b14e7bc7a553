"""Acklamation by the book: order, outcome, text, completeness (KL 5:67), quorum and dissent (4:27, 6:27)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.beslutsgang import (
    PRETERITUM,
    Formuleringar,
    Fraga,
    Huvudforslag,
    Ledamot,
    Paragraf,
    Proposition,
    Textpunkt,
    Yrkande,
    beslutade_punkter,
    beslutsfor,
    far_lamna,
    far_reservera,
    foresla_ordning,
    kontrollera,
    protokollstext,
    utfall,
)
from motions.states import ForslagFran, UttalandeSlag, YrkandeSlag, YrkandeTillstand

KARIN = Ledamot("Karin Lind", "C", "ordföranden")
ANNA = Ledamot("Anna Ek", "S")
BO = Ledamot("Bo Alm", "V")
H = Huvudforslag(
    "h", punkter=(Textpunkt(1, "Motionen avslås."), Textpunkt(2, "Paragrafen justeras omedelbart."))
)
S = YrkandeSlag


def yrka(id_: str, slag: YrkandeSlag, *av: Ledamot, **mer: object) -> Yrkande:
    return replace(Yrkande(id_, slag, av or (ANNA,)), **mer)  # type: ignore[arg-type]


def avgor(propositioner: tuple[Proposition, ...], *vann: int) -> list[Proposition]:
    return [replace(p, vann=v) for p, v in zip(propositioner, vann, strict=True)]


BIFALL = yrka("b", S.BIFALL, KARIN)
AVSLAG = yrka("a", S.AVSLAG)
EGET = yrka("e", S.EGET_FORSLAG, BO, punkter=(Textpunkt(1, "Motionen bifalls."),))
ATERREMISS = yrka("r", S.ATERREMISS, BO, motiv="kostnaden behöver utredas.")
BORDLAGGNING = yrka("l", S.BORDLAGGNING, motiv="till nästa sammanträde")
TILLAGG = yrka("t", S.TILLAGG, punkter=(Textpunkt(1, "Förvaltningen återkommer i höst."),))
ANDRING_2 = yrka("p", S.ANDRING, BO, mal_punkt=2, punkter=(Textpunkt(2, "Paragrafen justeras i morgon."),))


# The order


def test_a_forslag_without_rivals_is_put_alone() -> None:
    assert foresla_ordning(H, [BIFALL]) == (Proposition(Fraga.HUVUDFORSLAG, (("h", "b"), ())),)
    assert foresla_ordning(H, []) == (Proposition(Fraga.HUVUDFORSLAG, (("h",), ())),)


def test_formal_yrkanden_come_first_then_the_huvudforslag_and_tillagg_last() -> None:
    ordning = foresla_ordning(H, [TILLAGG, EGET, BIFALL, BORDLAGGNING, ATERREMISS, AVSLAG])
    assert [(p.fraga, p.alternativ) for p in ordning] == [
        (Fraga.FORMELL, ((), ("r",))),
        (Fraga.FORMELL, ((), ("l",))),
        (Fraga.HUVUDFORSLAG, (("h", "b"), ("e",), ("a",))),
        (Fraga.TILLAGG, (("t",), ())),
    ]


def test_bifall_to_the_motion_is_a_rival_unless_the_forslag_itself_grants_it() -> None:
    motionen = yrka("m", S.BIFALL_MOTION)
    assert foresla_ordning(H, [motionen])[0].alternativ == (("h",), ("m",))
    bifallande = replace(H, bifaller_motionen=True)
    assert foresla_ordning(bifallande, [motionen])[0].alternativ == (("h", "m"), ())


def test_a_contested_point_is_put_before_the_rest_of_the_forslag() -> None:
    punkt, rest = foresla_ordning(H, [ANDRING_2, BIFALL])
    assert (punkt.fraga, punkt.punkt, punkt.alternativ) == (Fraga.PUNKT, 2, (("h",), ("p",)))
    assert (rest.alternativ, rest.i_ovrigt) == ((("h", "b"), ()), True)


def test_a_rival_to_the_whole_is_put_before_the_contested_points() -> None:
    assert [p.fraga for p in foresla_ordning(H, [ANDRING_2, AVSLAG])] == [Fraga.HUVUDFORSLAG, Fraga.PUNKT]


def test_second_hand_yrkanden_stand_after_first_hand_ones() -> None:
    andra_hand = replace(AVSLAG, rang=2)
    assert foresla_ordning(H, [andra_hand, EGET])[0].alternativ == (("h",), ("e",), ("a",))


def test_a_change_of_the_motive_of_an_aterremiss_follows_it() -> None:
    andring = yrka("x", S.ANDRING, mal_yrkande="r", punkter=(Textpunkt(1, "Även tiden utreds."),))
    ordning = foresla_ordning(H, [andring, ATERREMISS])
    assert [p.fraga for p in ordning] == [Fraga.FORMELL, Fraga.ANDRING_AV_YRKANDE, Fraga.HUVUDFORSLAG]
    assert utfall(H, [andring, ATERREMISS], avgor(ordning, 1, 0, 0)) == {
        "x": YrkandeTillstand.BIFALLET,
        "r": YrkandeTillstand.BIFALLET,
        "h": YrkandeTillstand.FORFALLET,
    }


def test_without_a_huvudforslag_the_own_proposals_compete() -> None:
    annat = replace(EGET, id="f", framstalld_av=(ANNA,))
    assert foresla_ordning(None, [EGET])[0].alternativ == (("e",), ())
    assert foresla_ordning(None, [EGET, annat])[0].alternativ == (("e",), ("f",))
    assert foresla_ordning(None, []) == ()


def test_avslag_and_bifall_to_a_yrkande_stand_on_their_side_of_it() -> None:
    for_, mot = yrka("f", S.BIFALL, BO, mal_yrkande="t"), yrka("n", S.AVSLAG, KARIN, mal_yrkande="t")
    assert foresla_ordning(H, [TILLAGG, for_, mot])[-1].alternativ == (("t", "f"), ("n",))


def test_a_proposition_needs_two_sides_and_a_winner_among_them() -> None:
    with pytest.raises(ValueError, match="minst två alternativ"):
        Proposition(Fraga.HUVUDFORSLAG, (("h",),))
    with pytest.raises(ValueError, match="vinnande"):
        Proposition(Fraga.HUVUDFORSLAG, (("h",), ()), vann=2)


# The outcome


def test_when_aterremiss_wins_everything_else_lapses() -> None:
    yrkanden = [AVSLAG, ATERREMISS, BORDLAGGNING, TILLAGG]
    ordning = foresla_ordning(H, yrkanden)
    svar = utfall(H, yrkanden, [replace(ordning[0], vann=1)])
    assert svar.pop("r") is YrkandeTillstand.BIFALLET
    assert set(svar.values()) == {YrkandeTillstand.FORFALLET}
    assert beslutade_punkter(H, yrkanden, [replace(ordning[0], vann=1)]) == ()


def test_when_the_arende_is_decided_today_the_aterremiss_is_rejected_and_the_rest_goes_on() -> None:
    yrkanden = [AVSLAG, ATERREMISS]
    assert utfall(H, yrkanden, avgor(foresla_ordning(H, yrkanden), 0, 0)) == {
        "r": YrkandeTillstand.AVSLAGET,
        "h": YrkandeTillstand.BIFALLET,
        "a": YrkandeTillstand.AVSLAGET,
    }


def test_when_the_huvudforslag_falls_changes_and_tillagg_to_it_lapse_with_what_supports_them() -> None:
    stod = yrka("s", S.BIFALL, KARIN, mal_yrkande="t")
    yrkanden = [AVSLAG, ANDRING_2, TILLAGG, stod]
    ordning = foresla_ordning(H, yrkanden)
    svar = utfall(H, yrkanden, [replace(ordning[0], vann=1)])
    assert svar["h"] is YrkandeTillstand.AVSLAGET
    assert (svar["p"], svar["t"], svar["s"]) == (YrkandeTillstand.FORFALLET,) * 3
    assert svar["a"] is YrkandeTillstand.BIFALLET


def test_a_second_hand_yrkande_lapses_when_its_movers_first_hand_one_wins() -> None:
    andra_hand = yrka("z", S.TILLAGG, BO, rang=2)
    yrkanden = [EGET, andra_hand]
    svar = utfall(None, yrkanden, [replace(foresla_ordning(None, yrkanden)[0], vann=0)])
    assert svar == {"e": YrkandeTillstand.BIFALLET, "z": YrkandeTillstand.FORFALLET}


def test_a_withdrawn_yrkande_is_neither_put_nor_judged() -> None:
    yrkanden = [replace(AVSLAG, atertaget=True)]
    ordning = foresla_ordning(H, yrkanden)
    assert len(ordning) == 1
    assert utfall(H, yrkanden, avgor(ordning, 0))["a"] is YrkandeTillstand.ATERTAGET
    assert protokollstext(H, yrkanden, avgor(ordning, 0)).yrkanden == ()


def test_the_decided_text_is_a_sum_of_the_forslag_a_changed_point_and_a_tillagg() -> None:
    yrkanden = [ANDRING_2, TILLAGG]
    delar = beslutade_punkter(H, yrkanden, avgor(foresla_ordning(H, yrkanden), 1, 0, 0))
    assert [(del_.ur, del_.text) for del_ in delar] == [
        ("h", "Motionen avslås."),
        ("p", "Paragrafen justeras i morgon."),
        ("t", "Förvaltningen återkommer i höst."),
    ]


def test_the_own_proposal_that_wins_is_the_decided_text() -> None:
    yrkanden = [EGET, AVSLAG]
    delar = beslutade_punkter(H, yrkanden, avgor(foresla_ordning(H, yrkanden), 1))
    assert [(del_.ur, del_.text) for del_ in delar] == [("e", "Motionen bifalls.")]


def test_a_point_that_is_rejected_is_left_out_and_the_forslag_still_wins() -> None:
    yrkanden = [yrka("q", S.AVSLAG, BO, mal_punkt=2)]
    avgjort = avgor(foresla_ordning(H, yrkanden), 1, 0)
    assert [del_.nummer for del_ in beslutade_punkter(H, yrkanden, avgjort)] == [1]
    assert utfall(H, yrkanden, avgjort)["h"] is YrkandeTillstand.BIFALLET


YRKANDEN = st.lists(
    st.builds(
        Yrkande,
        id=st.uuids().map(str),
        slag=st.sampled_from(YrkandeSlag),
        framstalld_av=st.sampled_from([(KARIN,), (ANNA,), (BO,), (ANNA, BO)]),
        rang=st.sampled_from([1, 2]),
        mal_punkt=st.none(),
        punkter=st.just((Textpunkt(1, "Text."),)),
        atertaget=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda y: y.id,
)


@given(YRKANDEN, st.sampled_from([H, None]), st.data())
def test_once_every_proposition_is_decided_nothing_is_left_open(
    yrkanden: list[Yrkande], huvud: Huvudforslag | None, data: st.DataObject
) -> None:
    if huvud is None:  # bifall to a förslag that is not there can never be put
        yrkanden = [y for y in yrkanden if y.slag is not S.BIFALL]
    ordning = foresla_ordning(huvud, yrkanden)
    avgjort = [
        replace(p, vann=data.draw(st.integers(0, len(p.alternativ) - 1), label=p.fraga)) for p in ordning
    ]
    svar = utfall(huvud, yrkanden, avgjort)
    assert YrkandeTillstand.FRAMSTALLT not in svar.values()
    bifallna = {y.slag for y in yrkanden if svar[y.id] is YrkandeTillstand.BIFALLET}
    assert not {S.ATERREMISS, S.BORDLAGGNING} <= bifallna
    stallda = [id_ for p in ordning for alternativ in p.alternativ for id_ in alternativ]
    assert sorted(stallda) == sorted([y.id for y in yrkanden if not y.atertaget] + (["h"] if huvud else []))
    text = protokollstext(huvud, yrkanden, avgjort)
    assert len(text.yrkanden) == sum(not y.atertaget for y in yrkanden)
    assert all(mening[0].isupper() and mening.endswith(".") for mening in text.yrkanden + text.beslutsgang)


def test_the_stored_values_of_the_record_are_understood_as_they_are() -> None:
    ur_lagret = replace(ATERREMISS, slag="aterremiss")  # type: ignore[arg-type]
    assert foresla_ordning(H, [ur_lagret]) == foresla_ordning(H, [ATERREMISS])
    assert kontrollera(replace(HEL, utfall={"b": "bifallet", "a": "avslaget"})) == ()  # type: ignore[dict-item]


# The text


def test_the_text_of_an_uncontested_paragraf() -> None:
    text = protokollstext(H, [BIFALL], avgor(foresla_ordning(H, [BIFALL]), 0))
    assert text.yrkanden == ("Ordföranden Karin Lind (C) yrkar bifall till förvaltningens förslag.",)
    assert text.beslutsgang == (
        "Ordföranden ställer proposition på förvaltningens förslag "
        "och finner att nämnden beslutar enligt det.",
    )


def test_the_text_of_rivals_names_them_and_the_winner_in_the_past_tense_of_the_organ() -> None:
    avslag = replace(AVSLAG, med_flera=True, instammer=(BO,))
    utskottets = replace(H, fran=ForslagFran.UTSKOTT)
    text = protokollstext(
        utskottets,
        [BIFALL, avslag],
        avgor(foresla_ordning(utskottets, [BIFALL, avslag]), 0),
        Formuleringar(verb=PRETERITUM, organ="stadsdelsnämnden"),
    )
    assert text.yrkanden == (
        "Ordföranden Karin Lind (C) yrkade bifall till utskottets förslag.",
        "Anna Ek (S) m.fl. yrkade avslag på utskottets förslag. Bo Alm (V) instämde i yrkandet.",
    )
    assert text.beslutsgang == (
        "Ordföranden ställde proposition på utskottets förslag och yrkandet från Anna Ek (S) m.fl. om avslag "
        "mot varandra och fann att stadsdelsnämnden beslutade enligt utskottets förslag.",
    )


def test_the_text_of_an_aterremiss_that_wins_tells_what_lapses() -> None:
    yrkanden = [ATERREMISS, AVSLAG]
    text = protokollstext(H, yrkanden, avgor(foresla_ordning(H, yrkanden), 1, 0))
    assert text.yrkanden[0] == (
        "Bo Alm (V) yrkar att ärendet återremitteras med motiveringen: kostnaden behöver utredas."
    )
    assert text.beslutsgang == (
        "Ordföranden ställer proposition på om ärendet ska avgöras i dag eller återremitteras och finner att "
        "nämnden beslutar att återremittera ärendet. Yrkandet från Anna Ek (S) om avslag förfaller därmed.",
    )


def test_the_text_of_a_bordlaggning_that_falls() -> None:
    text = protokollstext(H, [BORDLAGGNING], avgor(foresla_ordning(H, [BORDLAGGNING]), 0, 0))
    assert text.yrkanden == ("Anna Ek (S) yrkar att ärendet bordläggs till nästa sammanträde.",)
    assert text.beslutsgang[0].endswith(
        "eller bordläggas och finner att nämnden beslutar att avgöra ärendet i dag."
    )


def test_the_text_of_a_tillagg_a_point_and_two_hands() -> None:
    forst = replace(EGET, punkter=(Textpunkt(1, "Motionen bifalls."), Textpunkt(2, "Kostnaden redovisas.")))
    andra = yrka("m", S.BIFALL_MOTION, BO, rang=2, mal_attsats=3)
    yrkanden = [forst, andra, ANDRING_2, TILLAGG]
    text = protokollstext(H, yrkanden, avgor(foresla_ordning(H, yrkanden), 0, 0, 1))
    assert text.yrkanden == (
        "Bo Alm (V) yrkar i första hand att nämnden beslutar följande:\n"
        "1. Motionen bifalls.\n2. Kostnaden redovisas.",
        "Bo Alm (V) yrkar i andra hand bifall till att-sats 3 i motionen.",
        "Bo Alm (V) yrkar i första hand följande ändring av punkt 2 i förvaltningens förslag:\n"
        "Paragrafen justeras i morgon.",
        "Anna Ek (S) yrkar följande tillägg till förvaltningens förslag:\nFörvaltningen återkommer i höst.",
    )
    assert text.beslutsgang[1:] == (
        "Ordföranden ställer proposition på punkt 2 i förvaltningens förslag och yrkandet från Bo Alm (V) "
        "om ändring i punkt 2 mot varandra och finner att nämnden beslutar enligt "
        "punkt 2 i förvaltningens förslag.",
        "Ordföranden ställer proposition på yrkandet från Anna Ek (S) om tillägg "
        "och finner att nämnden avslår det.",
    )


def test_an_organ_can_reword_a_sentence() -> None:
    egna = Formuleringar(yrkar_bifall="{vem} {yrkar} att {organ} godkänner {mal}.")
    assert protokollstext(H, [BIFALL], [], egna).yrkanden == (
        "Ordföranden Karin Lind (C) yrkar att nämnden godkänner förvaltningens förslag.",
    )


# Completeness

HEL = Paragraf(
    huvudforslag=H,
    yrkanden=(BIFALL, AVSLAG),
    propositioner=tuple(avgor(foresla_ordning(H, [BIFALL, AVSLAG]), 0)),
    utfall={"b": YrkandeTillstand.BIFALLET, "a": YrkandeTillstand.AVSLAGET},
    beslutspunkter=("Motionen avslogs.",),
    deltagare=(KARIN, ANNA, BO),
    reservationer_besvarade=True,
)


def test_a_complete_paragraf_may_be_justerad() -> None:
    assert kontrollera(HEL) == ()


@pytest.mark.parametrize(
    ("brist", "lagrum", "skal"),
    [
        (
            {"huvudforslag": None, "yrkanden": (), "propositioner": ()},
            "p. 1",
            "saknar både förslag och yrkanden",
        ),
        (
            {"utfall": {"b": YrkandeTillstand.BIFALLET}},
            "p. 1",
            "Yrkandet från Anna Ek (S) om avslag saknar utfall",
        ),
        ({"propositioner": ()}, "p. 2", "i vilken ordning"),
        ({"huvudforslag": replace(H, id="h2")}, "p. 2", "inte finns i paragrafen"),
        (
            {"utfall": {"b": YrkandeTillstand.BIFALLET, "a": YrkandeTillstand.FORFALLET}},
            "p. 2",
            "är antecknat som förfallet",
        ),
        ({"beslutspunkter": ()}, "p. 4", "saknar beslutspunkter"),
        ({"beslutspunkter": ("Bifall.", " ")}, "p. 4", "Beslutspunkt 2 saknar text"),
        ({"deltagare": ()}, "p. 5", "vilka som deltog"),
        ({"reservationer_besvarade": False}, "p. 6", "om någon reserverade sig"),
    ],
)
def test_a_paragraf_that_lacks_something_says_what_and_by_which_section(
    brist: dict[str, object], lagrum: str, skal: str
) -> None:
    (funnen,) = kontrollera(replace(HEL, **brist))  # type: ignore[arg-type]
    assert skal in funnen.skal
    assert funnen.lagrum == f"KL 5:67 {lagrum}"


def test_a_withdrawn_yrkande_needs_no_outcome_and_no_order() -> None:
    yrkanden = (BIFALL, replace(AVSLAG, atertaget=True))
    assert (
        kontrollera(
            replace(HEL, yrkanden=yrkanden, propositioner=(), utfall={"b": YrkandeTillstand.BIFALLET})
        )
        == ()
    )
    som_utfall = {"b": YrkandeTillstand.BIFALLET, "a": YrkandeTillstand.ATERTAGET}
    assert kontrollera(replace(HEL, propositioner=(), utfall=som_utfall)) == ()


def test_an_arende_sent_back_cannot_also_be_decided() -> None:
    yrkanden = (ATERREMISS, BORDLAGGNING, AVSLAG)
    bifallna = dict.fromkeys(("r", "l", "a"), YrkandeTillstand.BIFALLET)
    skal = [
        brist.skal
        for brist in kontrollera(
            replace(HEL, yrkanden=yrkanden, propositioner=foresla_ordning(H, yrkanden), utfall=bifallna)
        )
    ]
    assert skal == [
        "Ärendet kan inte både återremitteras och bordläggas.",
        "Yrkandet från Anna Ek (S) om avslag kan inte vara bifallet när ärendet inte avgörs i dag.",
    ]


def test_a_yrkande_that_aims_at_nothing_is_named() -> None:
    yrkanden = (replace(ANDRING_2, mal_punkt=7), yrka("d", S.BIFALL, mal_yrkande="borta"))
    skal = [
        brist.skal
        for brist in kontrollera(
            replace(
                HEL,
                yrkanden=yrkanden,
                propositioner=(Proposition(Fraga.HUVUDFORSLAG, (("h",), ("p",))),),
                utfall={"p": YrkandeTillstand.AVSLAGET, "d": YrkandeTillstand.AVSLAGET},
            )
        )
    ]
    assert ["punkt som inte finns" in skal[0], "yrkande som inte finns" in skal[1]] == [True, True]


# Dissent and quorum


@pytest.mark.parametrize(
    ("deltog", "avstod", "far", "lagrum"),
    [
        (True, False, True, "KL 4:27"),
        (True, True, False, "KL 4:25, 4:27"),
        (False, False, False, "KL 4:27"),
        (False, True, False, "KL 4:27"),
    ],
)
def test_only_who_took_part_in_the_beslut_may_reserve(
    deltog: bool, avstod: bool, far: bool, lagrum: str
) -> None:
    ratt = far_reservera(deltog, avstod)
    assert (bool(ratt), ratt.lagrum) == (far, lagrum)
    assert bool(ratt.skal) != far


ALLA = frozenset(UttalandeSlag)
U = UttalandeSlag


@pytest.mark.parametrize(
    ("slag", "tjanstgor", "deltog", "avstod", "ersattare", "tillatna", "skal"),
    [
        (U.RESERVATION, True, True, False, False, (), None),  # a right by law, permitted or not
        (U.RESERVATION, True, True, False, True, ALLA, None),  # a serving ersättare has a ledamot's rights
        (U.RESERVATION, True, True, True, False, ALLA, "avstått"),
        (U.RESERVATION, True, False, False, False, ALLA, "deltagit"),
        (U.RESERVATION, False, False, False, True, ALLA, "tjänstgör i ärendet"),
        (U.SARSKILT_UTTALANDE, True, True, True, False, ALLA, None),
        (U.SARSKILT_UTTALANDE, False, False, False, True, ALLA, "tjänstgörande ersättare"),
        (U.SARSKILT_UTTALANDE, True, True, False, False, (), "tar inte emot särskilda uttalanden"),
        (U.ERSATTARYTTRANDE, False, False, False, True, ALLA, None),
        (U.ERSATTARYTTRANDE, True, True, False, True, ALLA, "inte ett ersättaryttrande"),
        (U.ERSATTARYTTRANDE, True, True, False, False, ALLA, "Bara ersättare"),
        (U.ERSATTARYTTRANDE, False, False, False, True, (U.RESERVATION,), "tar inte emot ersättaryttranden"),
        (U.PROTOKOLLSANTECKNING, False, False, False, True, ALLA, None),
        (U.PROTOKOLLSANTECKNING, True, True, False, False, (), "tar inte emot protokollsanteckningar"),
    ],
)
def test_who_may_leave_which_kind_of_statement(
    slag: UttalandeSlag,
    tjanstgor: bool,
    deltog: bool,
    avstod: bool,
    ersattare: bool,
    tillatna: tuple[UttalandeSlag, ...],
    skal: str | None,
) -> None:
    svar = far_lamna(
        slag, tjanstgor=tjanstgor, deltog=deltog, avstod=avstod, ersattare=ersattare, tillatna=tillatna
    )
    if skal is None:
        assert svar == []
    else:
        assert len(svar) == 1
        assert skal in svar[0]


@pytest.mark.parametrize(
    ("narvarande", "platser", "nog"),
    [(6, 11, True), (5, 11, False), (5, 10, False), (6, 10, True), (1, 1, True)],
)
def test_more_than_half_of_the_seats_must_serve(narvarande: int, platser: int, nog: bool) -> None:
    svar = beslutsfor(narvarande, platser)
    assert (bool(svar), svar.lagrum) == (nog, "KL 6:27")
    assert bool(svar.skal) != nog


@given(st.integers(0, 200), st.integers(1, 200))
def test_quorum_is_exactly_a_majority_of_the_seats(narvarande: int, platser: int) -> None:
    svar = beslutsfor(narvarande, platser)
    assert svar.beslutsfor == (2 * narvarande > platser)
    assert 2 * svar.kravs > platser >= 2 * (svar.kravs - 1)


@pytest.mark.parametrize(("narvarande", "platser"), [(1, 0), (-1, 5)])
def test_a_quorum_of_impossible_numbers_is_refused(narvarande: int, platser: int) -> None:
    with pytest.raises(ValueError, match="minst"):
        beslutsfor(narvarande, platser)

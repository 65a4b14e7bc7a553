"""The registrator's post: what has come in and is not registered, one letter at a time, and the three ways on from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motions.documents import store
from motions.ingest import mail
from motions.ingest.mail_parts import OlasligtError
from motions.models import Arende, Post, Postfil, PostfilSlag
from motions.models.post import PostQuerySet
from motions.postfiler import fortsatter_i
from motions.states import ArendeState
from remiss.facts import NOTHING, Motivering
from remiss.facts.post import LaggIn, LasOm, RegistreraI
from remiss.forms.post import VANLIGA_SKAL, AvforForm, LaggTillForm, PostForm
from remiss.guards.post import avford, olast, oregistrerad
from remiss.historik import historik
from remiss.lists import dubbletter
from remiss.views.diarium import kraver_registrator
from remiss.web.download import fil_svar
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import EjTillatetError, FelLageError, edit, edits

SENASTE = 15
MEST = 200
"""The most letters that the page lists."""


def synlig_post(request: Request, pk: int) -> Post:
    """The letter, if the user may read it. Errors: Http404."""
    synliga = Post.objects.visible_to(request.user, today=request.today)
    return get_object_or_404(
        synliga.select_related("forvaltning", "arende", "registrerad_by", "avford_by", "inlagd_by"), pk=pk
    )


@require_safe
def postlada(request: Request) -> HttpResponse:
    """All that is not registered, oldest first, and what was last done."""
    kraver_registrator(request)
    synliga = Post.objects.visible_to(request.user, today=request.today)
    hanterad = (
        synliga.filter(Q(registrerad_at__isnull=False) | Q(avford_at__isnull=False))
        .select_related("arende", "registrerad_by", "avford_by")
        .order_by("-pk")
    )
    return render(
        request,
        "post/lada.html",
        {
            "post": postrader(
                oregistrerade(synliga).filter(olast="").select_related("forvaltning")[:MEST], request
            ),
            "olasta": oregistrerade(synliga).olast()[:MEST],
            "antal_olasta": oregistrerade(synliga).olast().count(),
            "hanterad": hanterad[:SENASTE],
            "antal": oregistrerade(synliga).filter(olast="").count(),
        },
    )


def oregistrerade(synliga: PostQuerySet) -> PostQuerySet:
    """What waits, oldest first."""
    return synliga.oregistrerad()


def postrader(post: Iterable[Post], request: Request) -> list[Context]:
    """Letters as rows with their age in days (OSL 5:1: as soon as they have come in)."""
    return [{"post": p, "alder": p.alder(request.today)} for p in post]


@require_safe
def nasta(request: Request) -> HttpResponse:
    """The letter that has waited longest; with ?efter= the one after that, so that one can be passed over."""
    kraver_registrator(request)
    vantar = oregistrerade(Post.objects.visible_to(request.user, today=request.today))
    efter = heltal(request.GET.get("efter"))
    fore = Post.objects.filter(pk=efter).first() if efter is not None else None
    if fore is not None:
        senare = vantar.filter(
            Q(inkommen_on__gt=fore.inkommen_on) | Q(inkommen_on=fore.inkommen_on, pk__gt=fore.pk)
        )
        vantar = senare if senare.exists() else vantar.exclude(pk=fore.pk)
    forsta = vantar.first()
    if forsta is None:
        return redirect("postlada")
    return redirect("post", forsta.pk)


@require_http_methods(["GET", "POST"])
@idempotent
def ny(request: Request) -> HttpResponse:
    """Lay in what has come: several files at once, each judged by its content."""
    kraver_registrator(request)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PostForm(*data, user=request.user, today=request.today)
    if request.method == "POST" and form.is_valid():
        brev = form.brev()
        post = edit(edits.LAGG_IN, brev.forvaltning, LaggIn(brev), by=request.user, at=request.at)
        messages.success(request, "Posten är inlagd.")
        return redirect("post", post.pk)
    if request.FILES and not form.errors.get("filer"):
        form.add_error("filer", "Välj filerna igen. Webbläsaren behåller dem inte när något annat rättas.")
    return render(
        request,
        "post/ny.html",
        {"form": form, "nyckel": request.POST.get("nyckel") or ny_nyckel()},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def post(request: Request, pk: int) -> HttpResponse:
    """One letter: who, what, its files, and where it is to go."""
    return _visa(request, synlig_post(request, pk))


def _visa(
    request: Request,
    p: Post,
    *,
    lagg_till: LaggTillForm | None = None,
    avfor_form: AvforForm | None = None,
    forslag: Sequence[Arende] | None = None,
    status: int = 200,
) -> HttpResponse:
    synliga = Arende.objects.visible_to(request.user, today=request.today).select_related("organ", "remiss")
    hor_till = dubbletter.omnamnda(synliga, p.avsandarens_dnr, p.amne, p.text) if oregistrerad(p) else []
    filer = list(p.filer.select_related("fil", "handling"))
    return render(
        request,
        "post/post.html",
        {
            "post": p,
            "alder": p.alder(request.today),
            "oregistrerad": oregistrerad(p),
            "avford": avford(p),
            "filer": filer,
            "olast": olast(p),
            "fortsatter": fortsatter_i(p, filer),
            "har_original": any(f.slag == PostfilSlag.ORIGINAL and f.fil for f in filer),
            "hor_till": hor_till,
            "forslag": forslag if forslag is not None else hor_till,
            "form": lagg_till or LaggTillForm(post=p),
            "avfor_form": avfor_form or AvforForm(),
            "vanliga_skal": VANLIGA_SKAL,
            "handelser": historik(p.kedja),
            "nyckel": request.POST.get("nyckel") or ny_nyckel(),
            "nyckel_avfor": ny_nyckel(),
            "nyckel_las_om": ny_nyckel(),
        },
        status=status,
    )


@require_safe
def sok(request: Request, pk: int) -> HttpResponse:
    """The ärenden that the typed characters may mean, as buttons of the form; the page itself without htmx."""
    p = synlig_post(request, pk)
    traffar, _ = _hitta(request, request.GET.get("arende", "").replace("\x00", ""))
    if request.htmx:
        return render(request, "post/forslag.html", {"forslag": traffar, "sokt": True})
    return _visa(request, p, forslag=traffar)


def _hitta(request: Request, fraga: str) -> tuple[list[Arende], bool]:
    synliga = Arende.objects.visible_to(request.user, today=request.today).select_related("organ", "remiss")
    return dubbletter.hitta(synliga, fraga, ar=request.today.year)


@require_POST
@idempotent
def lagg_till(request: Request, pk: int) -> HttpResponse:
    """File the letter in an ärende: each of its files becomes a handling there, in one transaction."""
    p = synlig_post(request, pk)
    form = LaggTillForm(request.POST, post=p)
    if not form.is_valid():
        return _visa(request, p, lagg_till=form, status=422)
    arende, forslag = _menat(request, form)
    if arende is None:
        form.add_error(
            "arende",
            "Flera ärenden kan vara det du menar. Välj ett av dem."
            if forslag
            else "Inget ärende stämmer. Kontrollera numret, eller registrera ett nytt ärende.",
        )
        return _visa(request, p, lagg_till=form, forslag=forslag, status=422)
    try:
        facts = RegistreraI(arende, form.cleaned_data["slag"], form.cleaned_data["rubrik"])
        edit(edits.REGISTRERA_I, p, facts, by=request.user, at=request.at)
    except FelLageError:
        return _hanterad(request, p)
    except EjTillatetError:
        form.add_error("arende", stangt(arende))
        return _visa(request, p, lagg_till=form, forslag=[arende], status=422)
    messages.success(request, f"Posten är registrerad i {arende.dnr} {arende.titel}.")
    return redirect("post_nasta")


def _menat(request: Request, form: LaggTillForm) -> tuple[Arende | None, list[Arende]]:
    """The ärende that is meant, or None and those that it could be."""
    if form.cleaned_data["valt"] is not None:
        synliga = Arende.objects.visible_to(request.user, today=request.today)
        return synliga.filter(pk=form.cleaned_data["valt"]).first(), []
    traffar, entydigt = _hitta(request, form.cleaned_data["arende"])
    return (traffar[0], []) if entydigt else (None, traffar)


def stangt(arende: Arende) -> str:
    """Why nothing can be put into the ärende, and what to do."""
    lage = arende.get_state_display().lower()
    if arende.state == ArendeState.MAKULERAT:
        return f"{arende.dnr} är makulerat. Välj ett annat ärende, eller registrera ett nytt."
    return f"{arende.dnr} är {lage}. Återöppna det först, eller registrera ett nytt ärende."


def _hanterad(request: Request, p: Post) -> HttpResponse:
    """409: somebody was there first; the page shows what was done."""
    p = synlig_post(request, p.pk)
    messages.warning(request, "Någon har redan hanterat posten. Inget har ändrats.")
    return _visa(request, p, status=409)


@require_POST
@idempotent
def avfor(request: Request, pk: int) -> HttpResponse:
    """Leave the letter out of the diarium, with the reason."""
    p = synlig_post(request, pk)
    form = AvforForm(request.POST)
    if not form.is_valid():
        return _visa(request, p, avfor_form=form, status=422)
    try:
        edit(edits.AVFOR, p, Motivering(form.cleaned_data["skal"]), by=request.user, at=request.at)
    except FelLageError:
        return _hanterad(request, p)
    messages.success(request, "Posten förs inte in i diariet. Skälet är sparat.")
    return redirect("post_nasta")


@require_POST
@idempotent
def ta_upp(request: Request, pk: int) -> HttpResponse:
    """Take up again a letter that was left out."""
    p = synlig_post(request, pk)
    try:
        edit(edits.TA_UPP, p, NOTHING, by=request.user, at=request.at)
    except FelLageError:
        return _hanterad(request, p)
    messages.success(request, "Posten är tillbaka bland det som ska registreras.")
    return redirect("post", p.pk)


@require_POST
@idempotent
def las_om(request: Request, pk: int) -> HttpResponse:
    """Try once more to understand a message; when it cannot be, the letter stays as it is and says why.

    To read it takes its time, and is for those who may, when they may.
    """
    p = synlig_post(request, pk)
    if not edits.LAS_OM.when(p):
        return _hanterad(request, p)
    if not edits.LAS_OM.who(request.user, p, request.today):
        raise EjTillatetError("post.las_om")
    original = p.filer.filter(slag=PostfilSlag.ORIGINAL, fil__isnull=False).select_related("fil").first()
    if original is None or original.fil is None:
        messages.warning(request, "Meddelandet finns inte här och kan inte läsas om.")
        return _visa(request, p, status=409)
    try:
        brev = mail.las(store.read(original.fil), p.forvaltning, at=p.inlagd_at)
    except OlasligtError as error:
        messages.warning(request, f"Meddelandet kan fortfarande inte läsas. {error}")
        return _visa(request, p, status=422)
    try:
        edit(edits.LAS_OM, p, LasOm(brev), by=request.user, at=request.at)
    except FelLageError:
        return _hanterad(request, p)
    messages.success(request, "Meddelandet är läst. Filerna ligger bredvid det.")
    return redirect("post", p.pk)


@require_safe
def postfil(request: Request, pk: int) -> FileResponse:
    """The bytes of a file in the post, as a download: nothing runs with the page's rights."""
    synliga = Post.objects.visible_to(request.user, today=request.today)
    rad = get_object_or_404(
        Postfil.objects.filter(post__in=synliga, fil__isnull=False).select_related("fil"), pk=pk
    )
    if rad.fil is None:
        raise Http404
    return fil_svar(store.read(rad.fil), rad.filnamn)

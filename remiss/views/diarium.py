"""Registrator's room: an ärende is registered, with possible duplicates shown while typing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motions import visibility
from motions.models import Arende, Post, Roll
from remiss.facts.arende import Tilldela
from remiss.facts.post import RegistreraNytt
from remiss.forms.diarium import RegistreraForm
from remiss.lists import dubbletter
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import FelLageError, edit, edits, perform


def kraver_registrator(request: Request) -> None:
    """Errors: PermissionDenied for anyone who is registrator of nothing."""
    uppdrag = visibility.omfang(request.user, request.today).uppdrag
    if not any(u.roll == Roll.REGISTRATOR for u in uppdrag):
        raise PermissionDenied("Bara registratorn registrerar.")


@require_http_methods(["GET", "POST"])
@idempotent
def registrera(request: Request) -> HttpResponse:
    """The form, and the act; with ?post= it begins with a letter, and ends at the next one."""
    kraver_registrator(request)
    post = _posten(request)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegistreraForm(*data, user=request.user, today=request.today, post=post)
    if request.method == "POST" and form.is_valid():
        try:
            arende = _registrera(request, form, post)
        except FelLageError:
            messages.error(request, "Någon har redan hanterat posten. Inget har ändrats.")
            return redirect("post", post.pk) if post else redirect("postlada")
        messages.success(request, f"Ärendet är registrerat med diarienummer {arende.dnr}.")
        return redirect("arende", arende.pk) if post is None else redirect("post_nasta")
    if request.FILES:
        form.add_error("filer", "Välj filerna igen. Webbläsaren behåller dem inte när något annat rättas.")
    return render(
        request,
        "diarium/registrera.html",
        {
            "form": form,
            "post": post,
            "postfiler": post.filer.all() if post else [],
            "nyckel": request.POST.get("nyckel") or ny_nyckel(),
        },
        status=422 if request.method == "POST" else 200,
    )


def _posten(request: Request) -> Post | None:
    """The letter that the address names. Errors: Http404 for one that the user may not see."""
    text = request.GET.get("post", "")
    if not text:
        return None
    synlig = Post.objects.visible_to(request.user, today=request.today)
    return get_object_or_404(synlig, pk=heltal(text))


def _registrera(request: Request, form: RegistreraForm, post: Post | None) -> Arende:
    organ, inkommen, skal = form.cleaned_data["organ"], form.inkommen(), form.cleaned_data["skal"]
    if post is None:
        arende = edit(edits.REGISTRERA, organ, inkommen, by=request.user, at=request.at, skal=skal)
    else:
        facts = RegistreraNytt(organ, inkommen)
        arende = edit(edits.REGISTRERA_NYTT, post, facts, by=request.user, at=request.at, skal=skal)
    person = form.cleaned_data["handlaggare"]
    if person is not None:
        perform(
            arende,
            "tilldela",
            by=request.user,
            at=request.at,
            facts=Tilldela(person, form.enhet_for(person)),
        )
    return arende


@require_safe
def registrera_dubbletter(request: Request) -> HttpResponse:
    """Ärenden, among those the registrator sees, with the same sender's number or much the same words."""
    kraver_registrator(request)
    skrivet = {n: str(v).replace("\x00", "") for n, v in request.GET.items()}
    dnr = (skrivet.get("remittentens_dnr", "") or skrivet.get("avsandarens_dnr", "")).strip()[:60]
    synliga = Arende.objects.visible_to(request.user, today=request.today).select_related("organ", "remiss")
    samma = dubbletter.samma_nummer(synliga, dnr)
    lika = [a for a in dubbletter.liknande(synliga, skrivet.get("titel", "")) if a not in samma]
    if dnr:
        delvis = synliga.filter(remiss__remittentens_dnr__icontains=dnr).order_by("-pk")
        lika += [a for a in delvis[: dubbletter.FORSLAG] if a not in samma and a not in lika]
    traffar = [*samma, *lika][: dubbletter.FORSLAG]
    return render(request, "diarium/dubbletter.html", {"traffar": traffar, "samma": samma})

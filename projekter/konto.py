"""Kontoen: login med e-mail, ingen selvoprettelse, og mails gennem køen."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string

from koe.udbakke import laeg_besked


class KontoAdapter(DefaultAccountAdapter):
    """Kontoens regler: kun administratoren opretter personer, og en mail er en række, før den er en mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        emne = render_to_string(f"{template_prefix}_subject.txt", context)
        laeg_besked(
            noegle=f"konto:{uuid.uuid4()}",
            modtager=email,
            emne=" ".join(emne.split()),
            tekst=render_to_string(f"{template_prefix}_message.txt", context),
            er_fortrolig=True,
        )

"""Brugere og deres rettigheder i en organisation."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from .organisation import Organisation


class BrugerManager(BaseUserManager["Bruger"]):
    def create_user(self, email: str, navn: str, password: str | None = None, **felter: Any) -> "Bruger":
        """Opret en bruger. E-mailadressen er login og gemmes med små bogstaver."""
        bruger = self.model(email=email.strip().lower(), navn=navn.strip(), **felter)
        bruger.set_password(password)
        bruger.save(using=self._db)
        return bruger

    def get_by_natural_key(self, username: str | None) -> "Bruger":
        return self.get(email=(username or "").lower())


class Bruger(AbstractBaseUser):
    """En person, der kan logge ind. Slettes aldrig: den, der stopper, gøres inaktiv og står fortsat i historikken."""

    email = models.EmailField("e-mail", unique=True)
    navn = models.CharField(max_length=120)
    is_active = models.BooleanField("aktiv", default=True)
    oprettet = models.DateTimeField(auto_now_add=True)
    har_taster = models.BooleanField("genveje på tastaturet er slået til", default=True)

    objects = BrugerManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["navn"]

    class Meta:
        ordering = ["navn", "email"]
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="emailadressen_er_entydig_uden_hensyn_til_store_bogstaver"),
        ]

    def __str__(self) -> str:
        return self.navn or self.email

    @property
    def initialer(self) -> str:
        """Højst tre bogstaver, fx AK for Anna Krogh."""
        return "".join(ord_[0] for ord_ in self.navn.split()[:3]).upper() or self.email[0].upper()


class Rettighed(models.TextChoices):
    """Hvad et medlemskab giver lov til i hele organisationen. Retten i et enkelt projekt følger af pladsen."""

    ADMINISTRATOR = "administrator", "Administrator"
    PROGRAMLEDER = "programleder", "Programleder"
    PROJEKTLEDER = "projektleder", "Projektleder"
    DELTAGER = "deltager", "Deltager"
    STYREGRUPPE = "styregruppe", "Styregruppe"
    LAESER = "laeser", "Læser"
    KATALOGREDAKTOER = "katalogredaktoer", "Katalogredaktør"


class Medlemskab(models.Model):
    """En brugers rettighed i en organisation. Man kan have flere."""

    bruger = models.ForeignKey(Bruger, on_delete=models.CASCADE, related_name="medlemskaber")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="medlemskaber")
    rettighed = models.CharField(max_length=20, choices=Rettighed)

    class Meta:
        ordering = ["organisation", "bruger"]
        verbose_name = "medlemskab"
        verbose_name_plural = "medlemskaber"
        constraints = [
            models.UniqueConstraint(fields=["bruger", "organisation", "rettighed"], name="en_rettighed_gives_en_gang"),
        ]

    def __str__(self) -> str:
        return f"{self.bruger}: {self.get_rettighed_display()} i {self.organisation}"

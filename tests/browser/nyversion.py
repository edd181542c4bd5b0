"""En ny udgivet version i demoen, og hvordan den forsvinder igen; køres i systemet med ``shell``."""

NY_VERSION = """
from opgaver.models import Katalogversion
from tests.fletning.hjaelp import ny_version
version = Katalogversion.objects.filter(katalog__loesning__noegle="SAPA").udgivne().nyeste_foerst()[0]
koder = list(version.kort.values_list("kode", flat=True)[:4])
aendres = {kode: {"titel": "Ny", "beskrivelse": "Skrevet om."} for kode in koder[:3]}
ny_version(version, "7.0", aendres=aendres, udgaar=koder[3:], nye={"N1": {}}, noter={koder[0]: "Skrevet om."})
"""
VAEK_IGEN = """
from opgaver.models import Katalogversion, Opgradering
Opgradering.objects.all().delete()
Katalogversion.objects.filter(nummer="7.0").update(status="kladde", udgivet=None)
Katalogversion.objects.get(nummer="7.0").delete()
"""

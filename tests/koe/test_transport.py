from queue import Empty
from unittest import mock

import pytest
from celery import Celery
from kombu import Connection

from implementering.celery import indlejret_koe

BESKED = {"body": "{}", "headers": {}, "properties": {"delivery_tag": "1", "delivery_info": {}}}


@pytest.fixture
def mappe(tmp_path):
    return tmp_path / "broker"


@pytest.fixture
def kanal(tmp_path):
    with Connection("embedded://", transport_options=indlejret_koe(tmp_path)) as forbindelse:
        yield forbindelse.channel()


def tagged(nummer):
    return {**BESKED, "body": str(nummer)}


def test_en_besked_kommer_ud_som_den_gik_ind(kanal):
    kanal._put("celery", BESKED)
    assert kanal._get("celery") == BESKED


def test_en_besked_kommer_kun_ud_en_gang(kanal):
    kanal._put("celery", BESKED)
    kanal._get("celery")
    with pytest.raises(Empty):
        kanal._get("celery")


def test_beskederne_kommer_i_urets_orden(kanal):
    with mock.patch("koe.transport.time.time_ns", side_effect=[300, 100, 200]):
        for nummer in (3, 1, 2):
            kanal._put("celery", tagged(nummer))
    assert [kanal._get("celery")["body"] for _ in range(3)] == ["1", "2", "3"]


def test_en_halvskrevet_besked_er_ikke_i_koeen(kanal, mappe):
    with mock.patch("pathlib.Path.rename", side_effect=SystemExit), pytest.raises(SystemExit):
        kanal._put("celery", BESKED)
    assert kanal._size("celery") == 0


@pytest.mark.parametrize(
    "indhold",
    [b"", b'{"body": ', b"[1]", b"null", b"\xff\xfe", b'{"properties": {}}', b'{"properties": 3}', b"[" * 9999],
)
def test_en_ulaeselig_fil_laegges_til_side_og_den_naeste_kommer(kanal, mappe, indhold):
    (mappe / "koeer/celery").mkdir(parents=True)
    (mappe / "koeer/celery/0.json").write_bytes(indhold)
    kanal._put("celery", BESKED)
    assert kanal._get("celery") == BESKED
    assert (mappe / "ulaeselig/0.json").read_bytes() == indhold


def test_en_mappe_mellem_filerne_vaelter_ikke_koeen(kanal, mappe):
    (mappe / "koeer/celery/0.json").mkdir(parents=True)
    kanal._put("celery", BESKED)
    assert kanal._get("celery") == BESKED


def test_en_besked_som_en_anden_naaede_foerst_springes_over(kanal):
    kanal._put("celery", tagged(1))
    kanal._put("celery", tagged(2))
    navne = sorted(kanal._koe("celery").iterdir())
    with mock.patch("pathlib.Path.iterdir", return_value=[navne[0].with_name("0.json"), *navne]):
        assert kanal._get("celery")["body"] == "1"


def test_koeer_er_adskilt(kanal):
    kanal._put("a", tagged("a"))
    kanal._put("../b", tagged("b"))
    assert kanal._get("../b")["body"] == "b"
    assert kanal._size("a") == 1


def test_en_koe_kan_toemmes(kanal):
    kanal._put("celery", BESKED)
    assert kanal._purge("celery") == 1
    assert kanal._size("celery") == 0


def test_celery_kan_sende_og_modtage_gennem_koeen(tmp_path):
    app = Celery(broker="embedded://", set_as_current=False)
    app.conf.broker_transport_options = indlejret_koe(tmp_path)
    app.send_task("noget", args=[7])
    with app.connection_for_read() as forbindelse, app.amqp.TaskConsumer(forbindelse) as forbruger:
        modtaget = []
        forbruger.register_callback(lambda krop, besked: (modtaget.append(krop[0]), besked.ack()))
        forbindelse.drain_events(timeout=2)
    assert modtaget == [[7]]


def test_en_besked_der_ikke_blev_kvitteret_kommer_tilbage_i_koeen(tmp_path):
    app = Celery(broker="embedded://", set_as_current=False)
    app.conf.broker_transport_options = indlejret_koe(tmp_path)
    app.send_task("noget")
    with app.connection_for_read() as forbindelse, app.amqp.TaskConsumer(forbindelse) as forbruger:
        forbruger.register_callback(lambda krop, besked: None)
        forbindelse.drain_events(timeout=2)
    assert len(list((tmp_path / "broker/koeer/celery").iterdir())) == 1

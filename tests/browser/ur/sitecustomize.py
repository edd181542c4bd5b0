"""Urets forskydning i de processer, prøven starter: tiden går, som den plejer, men begynder på en anden dag.

Python læser filen ved start, når mappen står i ``PYTHONPATH``. Uden ``UR_FORSKYDNING`` sker der intet.
"""

import os
import time

if sekunder := os.environ.get("UR_FORSKYDNING"):
    import time_machine

    ur = time_machine.travel(0, tick=True).start()
    ur.move_to(time_machine.escape_hatch.time.time() + float(sekunder))
    # Uret går først, når nogen ser på det.
    time.time()

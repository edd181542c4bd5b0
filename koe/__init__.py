"""Det, der venter på at ske uden for forespørgslen: mails (Besked) og opgaver for arbejderen (Job)."""

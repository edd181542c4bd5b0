"""De årstal, systemet regner med. Uden for dem er en dato en tastefejl."""

FOERSTE_AAR = 1990
SIDSTE_AAR = 2100

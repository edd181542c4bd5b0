"""Min side, status og landsoverblik; læser alt, ejer ingen model."""

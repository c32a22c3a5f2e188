"""Facts of the law that the policy and its checks stand on."""

from __future__ import annotations

from django.conf import settings

# The European Economic Area: data moves freely there (GDPR, Art. 1(3), and the EEA agreement).
# fmt: off
EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})
# Found adequate as a whole by the Commission (GDPR, Art. 45). The United States and Canada only for some recipients, so
# those need to say on which footing; Brazil since January 2026.
ADEQUATE = frozenset({"AD", "AR", "BR", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"})
# fmt: on

# Whom people can complain to (GDPR, Art. 77), by the company's country: (name, address).
AUTHORITIES = {
    "FR": ("CNIL", "https://www.cnil.fr/"),
    "BE": ("Autorité de protection des données", "https://www.autoriteprotectiondonnees.be/"),
    "LU": ("CNPD", "https://cnpd.public.lu/"),
    "IE": ("Data Protection Commission", "https://www.dataprotection.ie/"),
    "ES": ("AEPD", "https://www.aepd.es/"),
    "IT": ("Garante per la protezione dei dati personali", "https://www.garanteprivacy.it/"),
    "NL": ("Autoriteit Persoonsgegevens", "https://autoriteitpersoonsgegevens.nl/"),
    "CH": ("PFPDT / EDÖB", "https://www.edoeb.admin.ch/"),
    "GB": ("Information Commissioner’s Office", "https://ico.org.uk/"),
}


def leaves(country: str) -> bool:
    """Whether data in `country` (ISO 3166-1 alpha-2) is where European law neither holds nor was found matched: there
    it needs a tool of Art. 46, named."""
    return country not in EEA and country not in ADEQUATE


def untooled() -> bool:
    """The machines are in such a country and no tool is named."""
    return leaves(settings.HOSTING_COUNTRY) and not settings.HOSTING_TOOL.strip()

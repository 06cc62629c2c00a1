"""Languages that residents speak, by their code of ISO 639-1; a code that is not here is shown as it came."""

LANGUAGES = {
    "ar": "Arabisch", "bg": "Bulgaars", "de": "Duits", "en": "Engels", "es": "Spaans", "fa": "Perzisch", "fr": "Frans",
    "it": "Italiaans", "ku": "Koerdisch", "nl": "Nederlands", "pl": "Pools", "ps": "Pasjtoe", "pt": "Portugees",
    "ro": "Roemeens", "ru": "Russisch", "so": "Somalisch", "ti": "Tigrinya", "tr": "Turks", "uk": "Oekraïens",
    "zh": "Chinees",
}


def language_name(code: str) -> str:
    return LANGUAGES.get(code, code)

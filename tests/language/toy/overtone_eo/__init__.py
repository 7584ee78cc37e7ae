"""Some Esperanto: the language that docs/languages.md builds."""

"""Training, export and reference numbers of translation models; README.md says what each room is for."""

"""What is served where there is no corpus: facts without texts, and two made-up resolutions."""

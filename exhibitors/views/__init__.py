"""The pages: ``public`` for visitors, the same for everybody; ``desk`` for companies, signed in."""

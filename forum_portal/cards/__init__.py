"""
The social card: the picture that goes with an address of the portal where it is shared.

What a card says (content), how its words are shaped and fitted (text), how it is drawn
(drawing), where drawn cards are kept (keeping) and how they are answered (views).
"""

"""Pure decisions: what a school mirror may show, and what there is to say about a school trajectory."""

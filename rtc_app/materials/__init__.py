"""Material that teachers, schools, ICT coordinators and firms share, with licence and source (CAT-16, CAT-18)."""

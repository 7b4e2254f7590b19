"""Who may do what: permissions, the predicates they rest on, the policy that joins them, and the gate that asks."""

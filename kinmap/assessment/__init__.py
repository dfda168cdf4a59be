"""How a family comes in: contact, referral, the single assessment, section 47 enquiries, their clocks, and other tools' results."""

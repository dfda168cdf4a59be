"""How a family comes in: contact, referral, assessment, section 47 enquiry, their clocks, other tools."""

"""What there was and what is new: releases, retired addresses, feeds."""

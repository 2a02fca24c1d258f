enum BlocklistsPlaceholder {}

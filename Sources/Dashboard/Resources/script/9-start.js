for (const body of document.querySelectorAll("tbody[data-live]")) new LiveTable(body);

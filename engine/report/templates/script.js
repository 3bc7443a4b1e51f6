// What a plain document cannot do: find, sort, open what is linked, and lay out held cards only when they are looked at.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const byId = (id) => document.getElementById(id);

  // A held card is text until it is opened; what it shares with others stands for a character each.
  const pieces = JSON.parse(byId("pieces")?.textContent ?? "[]");
  const fill = (card) => {
    const held = card.querySelector(":scope > script");
    if (held) held.outerHTML = held.textContent.replace(/[\ue000-\uf8ff]/g, (c) => pieces[c.charCodeAt(0) - 0xe000]);
  };
  addEventListener("toggle", (event) => event.target.open && fill(event.target), true);

  // A link to something inside a closed or held card opens it.
  const go = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    if (!byId(id)) {
      const mark = `id="${id}"`;
      const held = all("details > script").find((script) => script.textContent.includes(mark));
      if (held) fill(held.parentElement);
    }
    const there = byId(id);
    if (!there) return;
    for (let at = there; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { fill(at); at.open = true; at.hidden = false; }
    }
    there.scrollIntoView({ behavior: "instant" });
    (there.querySelector(":scope > summary") ?? there).focus?.({ preventScroll: true });
  };
  addEventListener("hashchange", go);
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) go();
  });

  const form = document.querySelector("form.find");
  const cards = all("details.subject");
  if (form) {
    const [find, sort, fold, found] = ["find", "sort", "fold", "found"].map(byId);
    const names = new Map(cards.map((card) => [card, plain(card.firstElementChild.textContent)]));
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    find.addEventListener("input", () => {
      const wanted = plain(find.value).split(/\s+/);
      let count = 0;
      for (const [card, name] of names) {
        card.hidden = !wanted.every((word) => name.includes(word));
        count += !card.hidden;
      }
      found.value = find.value ? `${count} ${found.dataset.of}` : "";
      for (const list of all(".people")) {
        list.previousElementSibling.hidden = !list.querySelector("details.subject:not([hidden])");
      }
    });
    const orders = {
      need: (a, b) => a.dataset.need - b.dataset.need,
      open: (a, b) => b.dataset.open - a.dataset.open || a.dataset.need - b.dataset.need,
      name: (a, b) => names.get(a).localeCompare(names.get(b), document.documentElement.lang),
    };
    sort.addEventListener("change", () => {
      for (const list of all(".people")) list.append(...all(":scope > details", list).sort(orders[sort.value]));
    });
    // Opening two thousand held cards at once is no help to anybody.
    fold.hidden = cards.length > 100;
    fold.addEventListener("click", () => {
      const open = fold.getAttribute("aria-expanded") !== "true";
      cards.forEach((card) => { card.open = open; });
      fold.setAttribute("aria-expanded", open);
      [fold.textContent, fold.dataset.other] = [fold.dataset.other, fold.textContent];
    });
  }

  // Paper cannot be opened: what the reader opened is printed; a small report that nobody opened is printed whole.
  let opened = [];
  addEventListener("beforeprint", () => {
    const few = cards.length <= 60 && !cards.some((card) => card.open);
    opened = few ? all("details.subject, details.owed").filter((card) => !card.open) : [];
    opened.forEach((card) => { fill(card); card.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((card) => { card.open = false; }));

  go();
})();

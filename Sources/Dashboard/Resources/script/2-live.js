// Tables that fill by themselves: `tbody[data-live]`, whose number says how many rows stay. What comes is put in once for
// each picture that the screen shows, so no number of events can hold the page up.

const pointerRest = 1500; // ms: as long as somebody is about to click, rows stay where they are
const saidEvery = 15000; // ms
const silence = 40000; // ms: the guard is heard every 15 s; after this a connection is dead, whatever the browser believes

class LiveTable {
  constructor(body) {
    this.body = body;
    this.most = Number(body.dataset.live) || 100;
    this.after = body.dataset.after ?? "";
    this.query = body.dataset.query ?? "";
    this.rows = new Map(); // by number
    this.waiting = new Map(); // by number, oldest first
    this.count = 0; // came and is not shown yet
    this.unsaid = 0;
    this.missed = 0;
    this.isPaused = false;
    this.marks = false;
    this.pointed = 0;
    for (const row of body.rows) if (row.dataset.number) this.rows.set(Number(row.dataset.number), row);
    if ("actions" in body.dataset) {
      body.parentElement.tHead.rows[0].append(make("th", { scope: "col" }, make("span", { class: "unseen" }, "Actions")));
      for (const row of body.rows) if (!("empty" in row.dataset)) row.append(actionCell(row));
    }
    const frame = body.closest("[data-live-frame]") ?? make("div", {});
    const part = (name) => frame.querySelector(`[data-live-${name}]`);
    this.state = part("state");
    this.word = part("word");
    this.pause = part("pause");
    this.fresh = part("new");
    this.more = part("more");
    this.said = part("said");
    part("since")?.remove();
    if (this.pause) this.pause.hidden = false;
    this.pause?.addEventListener("click", () => this.setPaused(!this.isPaused));
    this.fresh?.addEventListener("click", () => {
      this.setPaused(false);
      frame.scrollIntoView();
      this.show();
    });
    body.addEventListener("pointermove", () => { this.pointed = performance.now() + pointerRest; });
    body.addEventListener("pointerleave", () => { this.pointed = 0; this.schedule(); });
    addEventListener("scroll", () => this.count && this.schedule(), { passive: true });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.comeBack()));
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    setInterval(() => this.say(), saidEvery);
    setInterval(() => this.isOpen && performance.now() - this.heard > silence && this.connect(), 5000);
    if (!document.hidden) this.connect();
  }

  // The connection

  connect() {
    this.close();
    const query = new URLSearchParams(this.query);
    query.set("limit", this.most);
    if (this.after) query.set("after", this.after);
    this.source = new EventSource(`/api/live?${query}`);
    this.source.onopen = () => { this.isOpen = true; this.listen(); this.tell(); };
    this.source.onerror = () => this.fail();
    this.source.addEventListener("blocks", (event) => this.take(event, false));
    this.source.addEventListener("reset", (event) => this.take(event, true));
    this.source.addEventListener("beat", () => this.listen());
    this.source.addEventListener("end", () => location.reload());
    this.tell();
  }

  listen() { this.heard = performance.now(); }

  close() {
    clearTimeout(this.retry);
    this.source?.close();
    this.isOpen = false;
  }

  fail() {
    this.isOpen = false;
    this.tell();
    if (this.source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    this.retry = setTimeout(async () => {
      const answer = await fetch("/api/live", { method: "HEAD" }).catch(() => null);
      if (answer?.status === 401) location.reload();
      else this.connect();
    }, 5000);
  }

  comeBack() {
    this.marks = true;
    this.connect();
  }

  // What comes

  take(event, isReset) {
    this.listen();
    this.after = event.lastEventId;
    const news = JSON.parse(event.data);
    if (isReset) this.forget(news.rows);
    for (const row of news.rows) {
      if (this.rows.has(row.number)) continue;
      this.waiting.set(row.number, row);
      if (this.waiting.size > this.most) this.waiting.delete(this.waiting.keys().next().value);
    }
    for (const update of news.updates) this.update(update);
    this.count += news.rows.length + news.more;
    this.unsaid += news.rows.length + news.more;
    this.missed += news.more + news.untold;
    this.schedule();
  }

  // What is known does not go on: what the news repeats makes way for it, what is older stays.
  forget(rows) {
    this.waiting.clear();
    this.count = 0;
    this.rows.clear();
    for (const row of [...this.body.rows]) {
      const time = row.querySelector("time")?.dateTime;
      if (rows.length > 0 && time >= rows[0].time) row.remove();
      else delete row.dataset.number;
    }
  }

  update({ number, packets, cut }) {
    const waits = this.waiting.get(number);
    if (waits) Object.assign(waits, { packets, cut });
    const row = this.rows.get(number);
    if (!row) return;
    row.cells[4].textContent = packets;
    if (cut && !row.querySelector("small")) row.cells[2].append(cutMark());
  }

  // What is shown

  get isHeld() {
    return this.isPaused || this.body.contains(document.activeElement) || performance.now() < this.pointed
      || (this.fresh && this.body.getBoundingClientRect().top < 0);
  }

  schedule() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.count > 0 && !this.isHeld) this.show();
      else this.tell();
      // What is held for a pointer or a focus is looked at again.
      clearTimeout(this.later);
      if (this.count > 0 && !this.isPaused) this.later = setTimeout(() => this.schedule(), pointerRest);
    });
  }

  show() {
    const marks = this.marks;
    this.marks = false;
    if (marks) for (const row of this.body.querySelectorAll(".since")) row.classList.remove("since");
    const fragment = new DocumentFragment();
    for (const row of this.waiting.values()) {
      const element = this.row(row);
      element.className = marks ? "since" : "new";
      fragment.prepend(element);
      this.rows.set(row.number, element);
    }
    this.body.querySelector("[data-empty]")?.remove();
    this.body.prepend(fragment);
    while (this.body.rows.length > this.most) {
      const last = this.body.lastElementChild;
      this.rows.delete(Number(last.dataset.number));
      last.remove();
    }
    this.waiting.clear();
    this.count = 0;
    this.tell();
  }

  row({ number, time, address, action, cut, transport, port, service, packets, sources }) {
    const row = make("tr", { "data-number": number },
      make("td", {}, make("time", { datetime: time, title: time }, time.slice(11, 19))),
      make("td", { class: "mono" }, make("a", { href: `/addresses/${encodeURIComponent(address).replaceAll("%3A", ":")}` }, address)),
      make("td", {}, make("span", { class: action === "BLOCKED" ? "did" : "would" }, action)),
      make("td", { title: port ? `${transport} ${port}` : transport },
        port ? (service === "other" ? String(port) : service) : transport),
      make("td", { class: "number" }, String(packets)),
      make("td", {}, sources.join(", ") || "none any more"));
    if (cut) row.cells[2].append(cutMark());
    if ("actions" in this.body.dataset) row.append(actionCell(row));
    return row;
  }

  setPaused(isPaused) {
    this.isPaused = isPaused;
    this.marks ||= isPaused;
    if (this.pause) {
      this.pause.textContent = isPaused ? "Go on" : "Pause";
      this.pause.setAttribute("aria-pressed", isPaused);
    }
    this.schedule();
  }

  // What is said of it

  tell() {
    const state = !this.isOpen ? "reconnecting" : this.isPaused ? "paused" : "live";
    if (this.state && this.state.dataset.liveState !== state) {
      this.state.dataset.liveState = state;
      this.word.textContent = { reconnecting: "Reconnecting…", paused: "Paused", live: "Live" }[state];
    }
    if (this.fresh) {
      this.fresh.hidden = this.count === 0;
      this.fresh.textContent = `${this.count.toLocaleString("en")} new`;
      if (this.count > 0) this.marks = true;
    }
    if (this.more && this.missed > 0) {
      this.more.hidden = false;
      this.more.textContent = `… and ${this.missed.toLocaleString("en")} more, faster than they are shown one by one`;
    }
  }

  say() {
    if (!this.said || document.hidden || this.unsaid === 0) return;
    this.said.textContent = `${this.unsaid.toLocaleString("en")} more rows`;
    this.unsaid = 0;
  }
}

function cutMark() {
  return make("small", { title: "a connection that was open before the address was listed" }, " cut");
}

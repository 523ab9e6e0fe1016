// The index: loading its files, which are calls of this object's functions, and
// finding documents in it.
(() => {
  "use strict";
  const loading = new Map();
  // A file that could not be loaded may be asked for again.
  const load = (address) => {
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, fail) => {
        const el = document.createElement("script");
        el.src = address;
        el.onload = () => { el.remove(); done(); };
        el.onerror = () => { el.remove(); loading.delete(address); fail(new Error(address)); };
        document.head.append(el);
      }));
    }
    return loading.get(address);
  };
  fazhiSearch.load = load;

  const kept = { head: null, shards: new Map(), texts: new Map(), figures: new Map(), indicators: null };
  fazhiSearch.head = (data) => { kept.head = data; };
  fazhiSearch.shard = (data) => { kept.shards.set(data.n, data.terms); };
  fazhiSearch.text = (data) => { kept.texts.set(data.doc, data); };
  fazhiSearch.figures = (data) => { kept.figures.set(data.agency, data); };
  fazhiSearch.indicators = (data) => { kept.indicators = data; };

  let folder = "";
  const file = async (name, has) => {
    const address = new URL(folder + name, document.baseURI).href;
    if (has() == null) await load(address);
    if (has() == null) { // another thing was sent in its place
      loading.delete(address);
      throw new Error(address);
    }
    return has();
  };
  fazhiSearch.open = async (where) => {
    folder = where;
    const head = await file("head.js", () => kept.head);
    if (!head.starts) head.starts = head.shards.map(place);
    return head;
  };
  // Who has an indicator is written as runs of numbers, each the first and how many.
  const numbered = (runs) => {
    const out = [];
    for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < runs[i + 1]; n++) out.push(runs[i] + n);
    return out;
  };
  fazhiSearch.allIndicators = async () => {
    const all = await file("indicators.js", () => kept.indicators);
    if (!all.read) for (const form of all.forms) for (const ind of form.indicators) ind.agencies = numbered(ind.agencies);
    all.read = true;
    return all;
  };
  fazhiSearch.figuresOf = async (agency, address) => {
    if (!kept.figures.has(agency)) await load(address);
    return kept.figures.get(agency);
  };

  // Grams in the order of code points, as numbers.
  const place = (s) => {
    const [a, b] = s;
    return a.codePointAt(0) * 0x110000 + (b ? b.codePointAt(0) : 0);
  };
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const numbers = (text) => {
    const out = [];
    let last = -1, gap = 0, shift = 0;
    for (const c of text) {
      const v = letters.indexOf(c);
      gap += (v & 31) << shift;
      if (v >= 32) {
        shift += 5;
        continue;
      }
      last += gap + 1;
      out.push(last);
      gap = shift = 0;
    }
    return out;
  };
  const list = (text, n) => {
    const all = () => Array.from({ length: n }, (_, i) => i);
    if (text === "*") return all();
    if (text[0] !== "!") return numbers(text);
    const not = new Set(numbers(text.slice(1)));
    return all().filter((d) => !not.has(d));
  };

  const shardOf = (gram) => {
    const p = place(gram), starts = kept.head.starts;
    let lo = 0, hi = starts.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (starts[mid] <= p) lo = mid + 1;
      else hi = mid;
    }
    return lo - 1;
  };
  const having = async (gram) => {
    const n = shardOf(gram), [first, second] = gram;
    if (n < 0) return [];
    const terms = await file(n + ".js", () => kept.shards.get(n)), size = kept.head.docs.length;
    const run = terms.split("{").find((one) => one.startsWith(first));
    if (!run) return [];
    for (const group of run.slice(first.length).split("[")) {
      const [posting, seconds = ""] = group.split("]");
      if (!second || seconds.includes(second)) return list(posting, size);
    }
    return [];
  };

  // The documents that may have a folded text: all that have all of its pairs.
  const candidates = async (folded) => {
    const runes = [...folded];
    if (runes.length === 0) return [];
    const grams = runes.length === 1 ? runes : [...new Set(runes.slice(1).map((r, i) => runes[i] + r))];
    const lists = await Promise.all(grams.map(having)); // the files that they share are loaded once
    lists.sort((a, b) => a.length - b.length);
    return lists.slice(1).reduce((docs, more) => {
      const set = new Set(more);
      return docs.filter((d) => set.has(d));
    }, lists[0]);
  };
  fazhiSearch.candidates = candidates;

  // The text of a document, folded, with where its lines and parts begin.
  const folded = new Map();
  const textOf = async (doc) => {
    if (folded.has(doc)) return folded.get(doc);
    const name = kept.head.docs[doc].name;
    const data = await file("text/" + name + ".js", () => kept.texts.get(name));
    const lines = [];
    let at = 0;
    for (const part of [{ own: true, lines: data.lines }, ...(data.parts || [])]) {
      for (const line of part.lines) {
        lines.push({ at, line, part });
        at += line.length + 1;
      }
    }
    const text = { lines, ...fazhiSearch.fold(lines.map((l) => l.line).join("\n")) };
    folded.set(doc, text);
    return text;
  };

  // Every place of a document that has a folded text: the line in which it begins,
  // and what of it that line has.
  fazhiSearch.places = async (doc, query) => {
    const text = await textOf(doc), out = [];
    for (let i = text.text.indexOf(query); i >= 0; i = text.text.indexOf(query, i + query.length)) {
      const start = text.from[i], end = text.to[i + query.length - 1];
      let lo = 0, hi = text.lines.length;
      while (hi - lo > 1) {
        const mid = (lo + hi) >> 1;
        if (text.lines[mid].at <= start) lo = mid;
        else hi = mid;
      }
      const { at, line, part } = text.lines[lo];
      out.push({ n: lo, line, part, start: start - at, end: Math.min(end - at, line.length) });
    }
    return out;
  };

  // The numbers of all documents that have a query, ascending.
  fazhiSearch.find = async (query) => {
    const { text } = fazhiSearch.fold(query), docs = await candidates(text);
    if ([...text].length < 3) return docs;
    const places = await Promise.all(docs.map((doc) => fazhiSearch.places(doc, text)));
    return docs.filter((_, i) => places[i].length > 0);
  };
})();

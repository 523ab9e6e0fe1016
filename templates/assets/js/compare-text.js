// The texts of any two years, beside the figures that compare.js shows. Each
// year's paragraphs are a script of their own beside the page, since a page
// opened from disk may load nothing else; it is fetched when it is asked for.
// Paragraphs are paired by the runs of characters that they share, as in
// generator/compare/pairs.go, so one that was moved is found again. This file
// comes before compare.js in the bundle, so it hears of the first choice, too.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const two = document.getElementById("two"), box = document.getElementById("two-text");
  if (!two || !box) return;
  const say = box.dataset, [oldHead, newHead] = box.querySelectorAll(".heads p");
  const LIKE = 0.3, LIKE_ROLE = 0.22, FOLD = 2, CELLS = 4e6; // what is likely one paragraph, what is folded, the largest table
  const words = (text, fill) => text.replace(/\{(\w)\}/g, (_, key) => fill[key]);

  const loaded = {};
  const text = (year) => loaded[year] ||= new Promise((done) => {
    const script = document.createElement("script");
    script.src = year + ".js";
    script.onload = () => done(window.fazhiTexts[year]);
    script.onerror = () => { delete loaded[year]; done(null); };
    document.head.append(script);
  });

  // The runs of a paragraph: numbers are one sign each, so that last year's
  // paragraph with this year's numbers is the same one.
  const runs = (block) => {
    const signs = [...block.t.replace(/[\d０-９]+(?:[.,，．][\d０-９]+)*/g, "#").replace(/[^\p{L}#]/gu, "")], size = block.h ? 2 : 4, out = new Set();
    for (let i = 0; i === 0 || i + size <= signs.length; i++) out.add((block.h ? "=" : "") + signs.slice(i, i + size).join(""));
    return out;
  };
  const pair = (older, newer) => {
    const runsOf = older.map(runs), at = new Map(), all = [];
    runsOf.forEach((set, o) => set.forEach((run) => at.has(run) ? at.get(run).push(o) : at.set(run, [o])));
    newer.forEach((block, i) => {
      const mine = runs(block), hits = new Map();
      for (const run of mine) for (const o of at.get(run) || []) hits.set(o, (hits.get(o) || 0) + 1);
      for (const [o, n] of hits) {
        const like = 2 * n / (mine.size + runsOf[o].size), role = (block.r || []).some((r) => (older[o].r || []).includes(r));
        if (like < (role ? LIKE_ROLE : LIKE)) continue;
        all.push({ o, i, score: like + (role ? 0.1 : 0) + (block.t === older[o].t ? 2 : 0), far: Math.abs(o * newer.length - i * older.length) });
      }
    });
    all.sort((a, b) => b.score - a.score || a.far - b.far || a.i - b.i || a.o - b.o);
    const match = newer.map(() => -1), taken = new Set();
    for (const { o, i } of all) if (match[i] < 0 && !taken.has(o)) { match[i] = o; taken.add(o); }
    return { match, taken };
  };
  // Of the pairs, those of the heaviest run in one order stay; the others moved.
  const unmoved = (match, newer) => {
    const best = match.map(() => ({ weight: 0, last: -1 })), stay = new Set();
    let end = -1;
    match.forEach((o, i) => {
      if (o < 0) return;
      for (let k = 0; k < i; k++) if (match[k] >= 0 && match[k] < o && best[k].weight > best[i].weight) best[i] = { weight: best[k].weight, last: k };
      best[i].weight += newer[i].h ? 1000 : 10 + newer[i].t.length;
      if (end < 0 || best[i].weight > best[end].weight) end = i;
    });
    for (; end >= 0; end = best[end].last) stay.add(end);
    return stay;
  };

  // What two paragraphs have in common: a number with what it counts is one
  // token, a Latin word is one, any other character is its own.
  const tokens = (t) => t.match(/[\d０-９][\d０-９.,，．]*[万亿]*[%％‰\p{Script=Han}]?|[A-Za-z]+|[^]/gu) || [];
  const differ = (older, newer) => {
    const a = tokens(older), b = tokens(newer), out = [];
    const add = (op, t) => { const last = out[out.length - 1]; last && last.op === op ? last.t.push(t) : out.push({ op, t: [t] }); };
    if (a.length * b.length > CELLS) return [{ op: -1, t: [older] }, { op: 1, t: [newer] }];
    const width = b.length + 1, size = new Uint16Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) size[i * width + j] = a[i] === b[j] ? size[(i + 1) * width + j + 1] + 1 : Math.max(size[(i + 1) * width + j], size[i * width + j + 1]);
    for (let i = 0, j = 0; i < a.length || j < b.length;) {
      if (i < a.length && j < b.length && a[i] === b[j]) { add(0, a[i++]); j++; }
      else if (j >= b.length || (i < a.length && size[(i + 1) * width + j] >= size[i * width + j + 1])) add(-1, a[i++]);
      else add(1, b[j++]);
    }
    return whole(out);
  };
  // A few characters in common between two changes are chance: the change is
  // read as one.
  const whole = (pieces) => {
    const out = [];
    let gone = [], fresh = [];
    const flush = () => {
      if (gone.length) out.push({ op: -1, t: gone });
      if (fresh.length) out.push({ op: 1, t: fresh });
      gone = []; fresh = [];
    };
    pieces.forEach((p, i) => {
      const changed = gone.length + fresh.length > 0, next = pieces[i + 1];
      if (p.op < 0) gone.push(...p.t);
      else if (p.op > 0) fresh.push(...p.t);
      else if (changed && next && p.t.length <= 2) { gone.push(...p.t); fresh.push(...p.t); }
      else { flush(); out.push(p); }
    });
    flush();
    return out;
  };

  // The rows, in the order of the newer year.
  const rows = (older, newer) => {
    const { match, taken } = pair(older, newer), stay = unmoved(match, newer), out = [];
    let at = 0;
    const leave = (end) => { for (; at < end; at++) out.push({ old: older[at], kind: taken.has(at) ? "away" : "gone", to: newer[match.indexOf(at)] }); };
    newer.forEach((block, i) => {
      const o = match[i], moved = o >= 0 && !stay.has(i);
      if (o >= 0 && !moved) { leave(o); at = o + 1; }
      const old = o < 0 ? null : older[o];
      out.push({ fresh: block, old, moved, kind: !old ? "new" : old.t === block.t ? "kept" : "reworded" });
    });
    leave(older.length);
    return out;
  };

  const el = (name, className, ...children) => {
    const out = document.createElement(name);
    if (className) out.className = className;
    out.append(...children);
    return out;
  };
  const change = (op, text) => el(op < 0 ? "del" : "ins", "", el("span", "hidden", op < 0 ? say.del : say.ins), text, el("span", "hidden", say.end));
  const side = (r, op) => {
    const block = op < 0 ? r.old : r.fresh, p = el("p", r.kind + (block.h ? " heading" : ""));
    if (r.kind === "away") {
      const cut = [...block.t];
      p.append(el("span", "moved", r.to && r.to.u ? words(say.to, { u: r.to.u }) : say.away), cut.slice(0, 24).join("") + (cut.length > 24 ? "……" : ""));
      return p;
    }
    if (r.moved && op > 0) p.append(el("span", "moved", r.old.u ? words(say.from, { u: r.old.u }) : say.here));
    if (r.kind === "kept") p.append(block.t);
    else if (r.kind === "reworded") { for (const piece of r.pieces ||= differ(r.old.t, r.fresh.t)) if (piece.op !== -op) p.append(piece.op ? change(op, piece.t.join("")) : piece.t.join("")); }
    else {
      const tag = el("span", "tag", op < 0 ? say.gone : say.new);
      tag.ariaHidden = "true";
      p.append(tag, change(op, block.t));
    }
    return p;
  };
  const render = (all, names) => {
    let loose = null;
    for (let i = 0; i < all.length; i++) {
      let n = i;
      while (n < all.length && all[n].kind === "kept" && !all[n].moved) n++;
      while (n > i && n < all.length && all[n - 1].fresh.h) n--; // it says where the change is
      if (n - i >= FOLD) {
        const same = all.slice(i, n), inside = el("div", "", ...same.map((r) => el("p", r.fresh.h ? "heading" : "", r.fresh.t)));
        inside.lang = "zh-CN";
        box.append(el("details", "same", el("summary", "", words(say.same, { n: Math.max(1, same.filter((r) => !r.fresh.h).length) })), inside));
        i = n - 1;
        loose = null;
        continue;
      }
      const r = all[i], single = !r.old || !r.fresh;
      if (!single || !loose) {
        loose = ["old", "new"].map((kind, k) => { const s = el("div", "side empty " + kind); s.dataset.year = names[k]; s.lang = "zh-CN"; return s; });
        box.append(el("div", "both", ...loose));
      }
      for (const [k, has] of [[0, r.old && (r.fresh || r.kind !== "new")], [1, r.fresh]]) {
        if (!has) continue;
        loose[k].classList.remove("empty");
        loose[k].append(side(r, k ? 1 : -1));
      }
      if (!single) loose = null;
    }
  };

  let wanted = "";
  two.addEventListener("years", async ({ detail: years }) => {
    wanted = years.join("-");
    box.querySelectorAll(".both:not(.heads), .same, .absent").forEach((one) => one.remove());
    const [older, newer] = await Promise.all(years.map(text));
    if (wanted !== years.join("-")) return; // others were chosen meanwhile
    box.querySelectorAll(".both:not(.heads), .same, .absent").forEach((one) => one.remove());
    const names = years.map((y) => words(two.dataset.year, { y }));
    [oldHead.textContent, newHead.textContent] = names;
    if (!older || !newer) box.append(el("p", "absent", say.absent));
    else render(rows(older, newer), names);
  });
});

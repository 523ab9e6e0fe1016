// Search. The generator's package search has the other side: how files are made,
// and the same rule of folding.
const fazhiSearch = {};

// Folding: what is compared of a text and of a query, code point by code point.
(() => {
  "use strict";
  const same = new Map();
  const unify = (to, from) => { for (const c of from) same.set(c, to); };
  unify("(", "[{〔【〖〘〚");
  unify(")", "]}〕】〗〙〛");
  unify('"', "“”„‟″〝〞");
  unify("'", "‘’‚‛′");
  unify("-", "‐‑‒–—―−~〜─");
  unify("·", "•‧・∙");
  const blank = (c) => c <= 0x20 || c === 0x85 || c === 0x1680 || c === 0x2028 || c === 0x2029;
  const invisible = (c) => c === 0xad || c === 0xfeff || c === 0x34f || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
    (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
  const wide = (c) => (c >= 0x2e80 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0x20000 && c <= 0x3ffff);

  // What one code point folds to, white space as a blank.
  const known = new Map();
  const one = (ch) => {
    let out = known.get(ch);
    if (out !== undefined) return out;
    out = [];
    for (const part of ch.normalize("NFKC")) {
      const [small] = part.toLowerCase(); // İ alone becomes two
      const c = small.codePointAt(0);
      if (blank(c)) out.push(" ");
      else if (!invisible(c)) out.push(same.get(small) || small);
    }
    known.set(ch, out);
    return out;
  };

  // Gives the folded text, and for each of its units where in the text what it was
  // made from begins and ends.
  fazhiSearch.fold = (text) => {
    const from = [], to = [];
    let out = "", last = 0, gap = false, at = 0;
    const put = (s, start, end) => {
      out += s;
      for (let i = 0; i < s.length; i++) {
        from.push(start);
        to.push(end);
      }
    };
    for (const ch of text) {
      const start = at, own = ch.charCodeAt(0);
      at += ch.length;
      if (own >= 0x4e00 && own <= 0x9fff) { // most of a text, quickly
        gap = false;
        last = own;
        out += ch;
        from.push(start);
        to.push(at);
        continue;
      }
      for (const f of one(ch)) {
        if (f === " ") {
          gap = last !== 0;
          continue;
        }
        const c = f.codePointAt(0);
        if (gap && !wide(last) && !wide(c)) put(" ", start, start);
        gap = false;
        last = c;
        put(f, start, at);
      }
    }
    return { text: out, from, to };
  };
})();

// The page of cspcc --emit=html: shows the machines in #machines (the form is
// that of --emit=json) with the pictures in #layouts. Plain ECMAScript, no
// libraries; all text goes in as text, never as markup.
"use strict";
(() => {
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const $ = (id) => document.getElementById(id);
const pictures = read("layouts");
const units = read("machines").flatMap((document) => document.units);
const all = units.flatMap((unit, u) =>
  unit.coroutines.map((co, c) => ({unit, co, picture: pictures.machines[u][c]})));
const largest = Math.max(1, ...all.map((one) => one.co.frame.bytes ?? 0));
// Names of files, without the folder that they are all in.
const files = units.flatMap((unit) => unit.sources.map((source) => source.file));
const folder = files.map((file) => file.slice(0, file.lastIndexOf("/") + 1))
  .reduce((a, b) => {
    while (!b.startsWith(a)) a = a.slice(0, a.lastIndexOf("/", a.length - 2) + 1);
    return a;
  }, files[0]?.slice(0, files[0].lastIndexOf("/") + 1) ?? "");
const short = (file) => file.startsWith(folder) ? file.slice(folder.length) : file;
let now = null;    // one of all
let chosen = null; // a state's number

// -- making elements ---------------------------------------------------------

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes))
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}
const make = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag),
    attributes, children);
const cut = (text, most) => {
  const all = [...text];
  return all.length > most ? all.slice(0, most - 1).join("") + "…" : text;
};
const bytes = (count) => count === null ? "size unknown"
  : count.toLocaleString("en") + (count === 1 ? " byte" : " bytes");
const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
const label = (state) => state.id === 0 ? "start"
  : `${state.id} · ${state.text}`;

// -- the index ---------------------------------------------------------------

function showIndex() {
  for (const unit of units) {
    const own = all.filter((one) => one.unit === unit);
    $("index").append(
      make("h2", {}, `${short(unit.file)} · ${own.length}`),
      make("ul", {}, ...own.map((one) => {
        const size = one.co.frame.bytes;
        one.link = make("a", {href: hash(one), title: one.co.declaration},
          make("span", {}, one.co.name),
          make("span", {class: "size"}, size === null ? "?" : `${size} B`),
          make("span", {class: "bar"}, make("i",
            {style: `width:${100 * (size ?? 0) / largest}%`})));
        return make("li", {}, one.link);
      })));
  }
}

const hash = (one, state) => "#" + [one.unit.file, one.co.name]
  .concat(state === undefined ? [] : state).map(encodeURIComponent).join("/");

// -- what the coroutine is ---------------------------------------------------

function showAbout({unit, co}) {
  const starts = co.starts.map((start) => `${start.kind} ${start.name}`);
  const facts = [
    [bytes(co.frame.bytes), "frame"],
    ...co.frame.task_bytes ? [[bytes(co.frame.task_bytes), "a task of it"]] : [],
    [co.states.length - 1, co.states.length === 2 ? "place to wait"
      : "places to wait"]];
  $("about").replaceChildren(
    make("h2", {}, co.name),
    make("p", {class: "declared"}, make("code", {}, co.declaration)),
    make("p", {}, `${short(co.file)}:${co.line} · ${co.why.text}` +
      (co.frame.recursive ? " · calls itself: its frame comes from the pool"
        : "")),
    make("ul", {class: "facts"}, ...facts.map(([value, what]) =>
      make("li", {}, make("b", {}, String(value)), ` ${what}`))),
    starts.length ? make("p", {}, `Starts: ${[...new Set(starts)].join(", ")}`)
      : "");
  document.title = `${co.name} · ${short(unit.file)}`;
}

// -- the graph ---------------------------------------------------------------

function node(co, box, i) {
  const state = i < co.states.length ? co.states[i] : null;
  const most = pictures.node;
  const [x, y] = [box.x - box.w / 2, box.y - box.h / 2];
  const text = state ? cut(label(state), most) : "returns";
  const group = draw("g", {class: "node", "data-state": state?.id,
      ...(state ? {tabindex: 0, role: "button", "aria-label":
        `${text} line ${state.line}${state.id ? ": " + state.waits_for : ""}`} : {})},
    draw("rect", {x, y, width: box.w, height: box.h,
      rx: state?.id ? 7 : box.h / 2, class: state ? "" : "end"}),
    draw("text", {x: x + 11, y: state ? y + 17 : box.y + 4}, text),
    state ? draw("text", {x: x + 11, y: y + 32, class: "where"},
      `line ${state.line}`) : "",
    state?.id ? draw("title", {}, `${state.name}\n${state.waits_for}`) : "");
  if (!state) return group;
  group.addEventListener("click", () => choose(state.id));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(state.id);
  });
  group.addEventListener("mouseenter", () => heat(linesOf(state)));
  group.addEventListener("mouseleave", () => heat(null));
  return group;
}

function marker(id, kind) {
  return draw("marker", {id, class: kind, viewBox: "0 0 8 8", refX: 7, refY: 4,
    markerUnits: "userSpaceOnUse", markerWidth: 8, markerHeight: 8, orient: "auto"},
    draw("path", {d: "M0 0L8 4L0 8z"}));
}

function showGraph({co, picture}) {
  const edges = picture.edges.map((edge) => {
    const kind = edge.loop ? "loop" : "";
    return draw("path", {d: edge.d, class: kind, "data-from": edge.from,
      "marker-end": `url(#arrow${edge.loop ? "-loop" : ""})`},
      draw("title", {}, edge.when));
  });
  const labels = picture.edges.filter((edge) => edge.label).map((edge) =>
    draw("text", {x: edge.x, y: edge.y, class: `label ${edge.loop ? "loop" : ""}`},
      cut(edge.when, pictures.label), draw("title", {}, edge.when)));
  const room = $("graph").clientWidth - 10;
  const scale = Math.max(.7, Math.min(1, room / picture.w));
  $("graph").replaceChildren(draw("svg",
    {width: picture.w * scale, height: picture.h * scale, viewBox: `0 0 ${picture.w} ${picture.h}`,
      role: "group", "aria-label": `States of ${co.name}`},
    draw("defs", {}, marker("arrow", ""), marker("arrow-loop", "loop")),
    ...edges, ...labels,
    ...picture.nodes.map((box, i) => node(co, box, i))));
  $("graph").scrollTo((picture.nodes[0]?.x ?? 0) * scale - room / 2, 0);
}

// -- the frame ---------------------------------------------------------------

const whyClass = (why) => `why w-${why.replaceAll(" ", "-")}`;

// What lies in a field: its members, or those of a callee's frame, in the words
// of the callee, moved to where that frame is.
function insideOf(field, unit) {
  if (field.members?.length) return field.members;
  const callee = field.why === "callee" && field.callee &&
    unit.coroutines.find((co) => co.name === field.callee);
  const move = (one) => ({...one, states: field.states,
    offset: one.offset + field.offset, line: undefined,
    ...one.members ? {members: one.members.map(move)} : {}});
  return callee ? callee.frame.fields.map(move) : [];
}

// Each field with its row in the map: members that share a place, one below
// the other.
function flatten(unit, fields, row, depth, out, owner) {
  let next = row + 1;
  for (const field of fields) {
    const members = insideOf(field, unit);
    const leaf = !members.length;
    out.push({field, row, depth, leaf, owner});
    if (leaf) continue;
    let under = row;
    for (const inner of field.kind === "union" ? members.map((one) => [one])
        : [members])
      under = flatten(unit, inner, under, depth + 1, out,
        field.kind === "union" ? owner : nameOf(field));
    next = Math.max(next, under);
  }
  return next;
}

const nameOf = (field) => field.kind === "union" ? "one of"
  : field.name ?? field.text;

function tile({field, row, owner}, total) {
  const own = nameOf(field);
  const size = field.bytes, name = owner ? `${owner}.${own}` : own;
  return make("button", {type: "button", class: whyClass(field.why),
    "data-states": (field.states ?? []).join(" "),
    style: `left:${100 * field.offset / total}%;top:${18 + row * 23}px;` +
      `width:${100 * size / total}%`,
    title: `${name}: ${bytes(size)} at ${field.offset}\n${field.text}`,
    "aria-label": `${name}, ${bytes(size)} at ${field.offset}: ${field.text}`,
    onclick: () => chooseField(field)}, size / total < .06 ? "" : name);
}

function ruler(total) {
  return [0, .25, .5, .75, 1].map((part, i) => make("span",
    {class: i === 4 ? "ruler last" : "ruler", style: `left:${part * 100}%`},
    String(Math.round(part * total))));
}

function row({field, depth}) {
  return make("tr", {"data-states": (field.states ?? []).join(" "),
      onclick: () => chooseField(field)},
    make("td", {class: "number"}, String(field.offset ?? "?")),
    make("td", {class: "number"}, String(field.bytes ?? "?")),
    make("td", {class: "name", style: `padding-left:${depth * 8}px`},
      make("span", {class: "swatch " + whyClass(field.why)}),
      field.kind === "union" ? make("em", {}, "one of")
        : make("code", {}, field.name ?? field.kind)),
    make("td", {class: "c-type"}, make("code", {}, field.type ?? "")),
    make("td", {}, field.text));
}

function showFrame({unit, co}) {
  const total = co.frame.bytes, list = [];
  const rows = flatten(unit, co.frame.fields, 0, 0, list);
  const reasons = [...new Set(list.filter((one) => one.leaf)
    .map((one) => one.field.why))];
  const head = ["offset", "bytes", "name", "type", "why"].map((name, i) =>
    make("th", {scope: "col", class: i < 2 ? "number" : `c-${name}`}, name));
  const known = total !== null && total > 0;
  const map = known ? make("div", {class: "map", style: `height:${22 + rows * 23}px`},
    ...ruler(total), ...list.filter((one) => one.leaf && one.field.bytes > 0)
      .map((one) => tile(one, total))) : "";
  $("frame").replaceChildren(
    known ? map : make("p", {class: "empty"}, "Its size is the C compiler's to say."),
    make("ul", {class: "legend", "aria-label": "Colours"}, ...reasons.map((why) =>
      make("li", {}, make("span", {class: "swatch " + whyClass(why)}), why))),
    make("table", {}, make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...list.map(row))));
}

// -- lines -------------------------------------------------------------------

const sides = {source: [], generated: []};
let shown = {}; // what the panes hold
let toGenerated = new Map(), toSource = new Map();

function showLines(id, lines, quiet) {
  sides[id] = lines.map((text, i) => make("div",
    {class: quiet(text) ? "l quiet" : "l", "data-line": i + 1},
    make("i", {}, String(i + 1)), text === "" ? " " : text));
  $(id).replaceChildren(make("div", {class: "in"}, ...sides[id]));
}

function showSource(one) {
  const {unit, co} = one;
  if (shown.unit === unit && shown.file === co.file) return;
  const source = unit.sources.find((file) => file.file === co.file);
  const other = shown.unit !== unit;
  shown = {unit, file: co.file};
  showLines("source", source?.lines ?? [], () => false);
  if (other) showLines("generated", unit.generated.lines,
    (text) => text.startsWith("#line"));
  toGenerated = new Map();
  toSource = new Map();
  for (const link of unit.generated.map) {
    if (link.file !== co.file) continue;
    toSource.set(link.generated, link);
    toGenerated.set(link.line, (toGenerated.get(link.line) ?? []).concat(link));
  }
  $("source-title").replaceChildren("Source", make("small", {title: co.file}, short(co.file)));
  $("generated-title").replaceChildren("Generated C",
    make("small", {}, `of ${short(unit.file)}`));
}

function markStates({co}) {
  for (const line of sides.source) line.classList.remove("waits", "own");
  for (let line = co.line; line <= co.last_line; line++)
    sides.source[line - 1]?.classList.add("own");
  for (const state of co.states)
    if (state.id && state.file === co.file)
      sides.source[state.line - 1]?.classList.add("waits");
}

// What belongs to a state: {source, generated}, numbers of lines.
function linesOf(state) {
  const links = now.unit.generated.map.filter((link) =>
    link.coroutine === now.co.name && link.state === state.id);
  const own = links.length ? links
    : (toGenerated.get(state.line) ?? []);
  return {source: state.file === shown.file ? [state.line] : [],
    generated: own.map((link) => link.generated)};
}
const linesOfSource = (line) => ({source: [line],
  generated: (toGenerated.get(line) ?? []).map((link) => link.generated)});
function linesOfGenerated(number) {
  const link = toSource.get(number);
  return link ? linesOfSource(link.line) : {source: [], generated: [number]};
}

function light(lines, name) {
  for (const line of document.querySelectorAll(`.l.${name}`))
    line.classList.remove(name);
  for (const id of ["source", "generated"])
    for (const number of lines?.[id] ?? [])
      sides[id][number - 1]?.classList.add(name);
}
const heat = (lines) => light(lines, "hot");

function reveal(id, number) {
  const pane = $(id), line = sides[id][number - 1];
  if (!line) return;
  const place = line.getBoundingClientRect().top -
    pane.getBoundingClientRect().top + pane.scrollTop;
  if (place < pane.scrollTop + 30 || place > pane.scrollTop + pane.clientHeight - 60)
    pane.scrollTop = place - pane.clientHeight / 3;
}

// Where the most lines in a row begin.
function longestRun(numbers) {
  let best = numbers[0], most = 0, begin = best;
  for (const [i, number] of numbers.entries()) {
    if (i && number !== numbers[i - 1] + 1) begin = number;
    if (number - begin < most && i) continue;
    [best, most] = [begin, number - begin];
  }
  return best;
}

function lightAndReveal(lines, but) {
  light(lines, "chosen");
  for (const id of ["source", "generated"])
    if (id !== but && lines[id].length) reveal(id, longestRun(lines[id]));
}

// -- choosing ----------------------------------------------------------------

function markKept(numbers) {
  const wanted = new Set(numbers.map(String));
  for (const element of document.querySelectorAll("[data-states]")) {
    const states = element.dataset.states.split(" ");
    element.classList.toggle("kept", states.some((state) => wanted.has(state)));
  }
}

function markNode(id) {
  for (const group of document.querySelectorAll("#graph .node")) {
    const own = id !== null && group.dataset.state === String(id);
    group.classList.toggle("chosen", own);
    group.classList.remove("kept");
    if (group.dataset.state !== undefined)
      group.setAttribute("aria-pressed", own);
    if (own) group.scrollIntoView({block: "nearest", inline: "nearest"});
  }
  for (const path of document.querySelectorAll("#graph path[data-from]"))
    path.classList.toggle("chosen", path.dataset.from === String(id));
}

function way(one) {
  const target = one.to === null ? "returns" : `to ${one.to}`;
  const text = one.when === "always" || !one.when ? target
    : one.when === "otherwise" ? `${target} otherwise`
    : `${target} if ${one.when}`;
  return make("li", {}, one.to === null ? make("span", {class: "mono"}, text)
    : make("button", {type: "button", class: "mono",
      onclick: () => choose(one.to)}, text));
}

function showState(state) {
  const kept = state.kept.map((one) => one.name).join(", ");
  $("state").replaceChildren(
    make("h2", {class: "mono"}, `${state.name} · line ${state.line}`),
    state.waits_for ? make("p", {}, `Waits for ${state.waits_for}. `,
      kept ? "Kept meanwhile: " : "Nothing is kept meanwhile.",
      make("code", {}, kept)) : "",
    make("ul", {class: "ways", "aria-label": "Ways on"}, ...state.ways.map(way)));
}

function choose(id, but) {
  const state = now.co.states.find((one) => one.id === id);
  if (!state) return;
  chosen = id;
  markNode(id);
  markKept([id]);
  showState(state);
  lightAndReveal(linesOf(state), but);
  history.replaceState(null, "", hash(now, id));
}

function chooseNothing() {
  chosen = null;
  markNode(null);
  markKept([]);
  light(null, "chosen");
  $("state").replaceChildren(make("p", {class: "hint"},
    "Choose a state: its lines light up, and what the frame keeps while it " +
    "waits there. Or choose a line, or a field."));
}

function chooseField(field) {
  chooseNothing();
  const states = field.states ?? [];
  for (const group of document.querySelectorAll("#graph .node"))
    group.classList.toggle("kept", states.includes(Number(group.dataset.state)));
  if (field.line) lightAndReveal(linesOfSource(field.line));
}

function chooseLine(id, number) {
  const line = id === "source" ? number : toSource.get(number)?.line;
  const own = id === "generated" ? toSource.get(number) : undefined;
  const owner = all.find((one) => one.unit === now.unit &&
    one.co.file === shown.file && one.co.line <= line && line <= one.co.last_line);
  if (owner && owner !== now) show(owner, true);
  const state = now.co.states.find((one) => one.id && one.file === shown.file &&
    (own?.state ? own.state === one.id : one.line === line));
  if (state && (owner === now || !owner)) {
    choose(state.id, id);
    return;
  }
  chooseNothing();
  lightAndReveal(id === "source" ? linesOfSource(number)
    : linesOfGenerated(number), id);
}

function show(one, stays) {
  if (now?.link) now.link.removeAttribute("aria-current");
  now = one;
  one.link.setAttribute("aria-current", "true");
  one.link.scrollIntoView({block: "nearest"});
  showAbout(one);
  showGraph(one);
  showFrame(one);
  showSource(one);
  markStates(one);
  chooseNothing();
  if (stays) return;
  const first = one.unit.generated.map.find((link) => link.coroutine === one.co.name);
  reveal("source", one.co.line);
  if (first) reveal("generated", first.generated);
}

// -- search ------------------------------------------------------------------

function* everything() {
  for (const one of all) yield {kind: "coroutine", text: one.co.name, one};
  for (const one of all)
    for (const state of one.co.states)
      if (state.id) yield {kind: `${one.co.name}, line ${state.line}`,
        text: state.text, one, state: state.id};
  for (const one of all)
    for (const field of one.co.frame.fields)
      if (field.name) yield {kind: `field of ${one.co.name}`, text: field.name,
        one, field};
  for (const unit of units)
    for (const source of unit.sources)
      for (const [i, text] of source.lines.entries())
        yield {kind: `${short(source.file)}:${i + 1}`, text: text.trim(), unit,
          file: source.file, line: i + 1};
}

let hits = [], at = -1;

function find(words) {
  const wanted = words.toLowerCase();
  hits = [];
  at = -1;
  if (wanted)
    for (const one of everything()) {
      if (hits.length === 14) break;
      if (one.text.toLowerCase().includes(wanted)) hits.push(one);
    }
  const list = $("hits");
  list.replaceChildren(...hits.map((hit, i) => make("li",
    {role: "option", id: `hit-${i}`, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); take(hit); }},
    make("span", {class: "kind"}, hit.kind), make("code", {}, hit.text))));
  if (wanted && !hits.length)
    list.append(make("li", {role: "option", "aria-selected": "false"}, "Nothing."));
  list.hidden = !wanted;
  $("search").setAttribute("aria-expanded", String(!list.hidden));
  point(hits.length ? 0 : -1);
}

function point(i) {
  at = i;
  for (const [k, item] of [...$("hits").children].entries())
    item.setAttribute("aria-selected", String(k === i));
  if (i >= 0) {
    $("search").setAttribute("aria-activedescendant", `hit-${i}`);
    $(`hit-${i}`).scrollIntoView({block: "nearest"});
  } else {
    $("search").removeAttribute("aria-activedescendant");
  }
}

function take(hit) {
  $("hits").hidden = true;
  $("search").setAttribute("aria-expanded", "false");
  $("search").blur();
  if (hit.line) {
    const one = all.find((other) => other.unit === hit.unit &&
        other.co.file === hit.file && other.co.line <= hit.line &&
        hit.line <= other.co.last_line) ??
      all.find((other) => other.unit === hit.unit && other.co.file === hit.file);
    if (!one) return;
    show(one, true);
    chooseLine("source", hit.line);
    reveal("source", hit.line);
    return;
  }
  show(hit.one);
  if (hit.state) choose(hit.state);
  if (hit.field) chooseField(hit.field);
}

$("search").addEventListener("input", () => find($("search").value.trim()));
$("search").addEventListener("blur", () => { $("hits").hidden = true; });
$("search").addEventListener("keydown", (event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (step && hits.length) {
    event.preventDefault();
    point((at + step + hits.length) % hits.length);
  } else if (event.key === "Enter" && hits[at]) {
    take(hits[at]);
  } else if (event.key === "Escape") {
    $("search").value = "";
    find("");
    $("search").blur();
  }
});

// -- keys and pointer --------------------------------------------------------

function nextState(step) {
  const states = now.co.states;
  const at = states.findIndex((state) => state.id === chosen);
  const to = at < 0 ? (step > 0 ? 0 : states.length - 1)
    : (at + step + states.length) % states.length;
  choose(states[to].id);
}

function nextCoroutine(step) {
  show(all[(all.indexOf(now) + step + all.length) % all.length]);
  history.replaceState(null, "", hash(now));
}

const keys = {
  "/": () => { $("search").focus(); $("search").select(); },
  j: () => nextState(1), k: () => nextState(-1),
  n: () => nextCoroutine(1), p: () => nextCoroutine(-1),
  Escape: () => { chooseNothing(); history.replaceState(null, "", hash(now)); },
  "?": () => $("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !now) return;
  if (event.target === $("search") || $("help").open) return;
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
$("help-button").addEventListener("click", () => $("help").showModal());
$("help-close").addEventListener("click", () => $("help").close());

for (const id of ["source", "generated"]) {
  const pane = $(id);
  const lineAt = (event) => Number(event.target.closest?.(".l")?.dataset.line);
  let current = 0;
  pane.addEventListener("click", (event) => {
    if (!lineAt(event) || String(getSelection())) return;
    current = lineAt(event);
    chooseLine(id, current);
  });
  pane.addEventListener("mouseover", (event) => {
    const line = lineAt(event);
    if (line) heat(id === "source" ? linesOfSource(line) : linesOfGenerated(line));
  });
  pane.addEventListener("mouseleave", () => heat(null));
  pane.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const first = Number(document.querySelector(`#${id} .l.chosen`)?.dataset.line);
    current = Math.min(Math.max((current || first || now.co.line) + step, 1),
      sides[id].length);
    chooseLine(id, current);
    reveal(id, current);
  });
}

// #FILE/NAME/STATE, as the page writes it; FILE may lack its folders, and #NAME
// will do.
function follow() {
  const parts = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (parts.length === 1) parts.unshift("");
  const [file, name, state] = parts;
  const one = all.find((other) => other.co.name === name &&
    ("/" + other.unit.file).endsWith(file && "/" + file)) ?? now ?? all[0];
  if (one !== now) show(one);
  if (state !== undefined) choose(Number(state));
}

showIndex();
if (all.length) {
  addEventListener("hashchange", follow);
  follow();
} else {
  $("about").append(make("p", {}, "There is no coroutine here."));
}
})();

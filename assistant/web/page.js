// The page's script: keeps the parent's own messages, makes the request, shows replies, opens passages.
// Replies arrive as markup that the server has escaped; what the parent typed is only ever set as text.
(() => {
  "use strict";

  const QUESTION_LIMIT = 2000; // characters, as in assistant/conversation.py
  const HISTORY_MESSAGES = 9;
  const HISTORY_CHARACTERS = 8000;
  const WAIT_SECONDS = 60;

  const asked = []; // this tab's own questions, oldest first; gone with the tab
  const documents = new Map(); // address of a guidance page -> its article
  const bubbles = new Map(); // the id of a request -> its question on the page
  let chosen = null; // the question of a button that was pressed
  let waiting = null; // the request that is being answered, and what shows it
  let opener = null; // the link that opened the passage

  const byId = (id) => document.getElementById(id);
  const make = (element, className, words = "") => {
    const node = document.createElement(element);
    node.className = className;
    node.textContent = words;
    return node;
  };

  // ---- asking -------------------------------------------------------------------------------------------------

  // What gradio's event gives: the typed words and the two numbers; what it takes: request, words to keep, no reply.
  function begin(typed, age, early) {
    const question = (chosen ?? typed ?? "").trim();
    const kept = chosen === null ? "" : typed;
    chosen = null;
    const fault = waiting || !question ? null : findFault(question, age, early);
    if (fault) say(fault);
    if (waiting || !question || fault) return [null, typed, ""];
    const messages = [...history(), question].map((content) => ({ role: "user", content }));
    const baby = { age_weeks: age, born_weeks_early: early };
    const id = `q${Math.random().toString(36).slice(2, 12).padEnd(8, "0")}`;
    asked.push(question);
    showQuestion(id, question);
    return [{ id, messages, baby }, kept, ""];
  }

  function findFault(question, age, early) {
    const length = Array.from(question).length;
    if (length > QUESTION_LIMIT)
      return `Your question has ${length.toLocaleString("en")} characters; at most ${QUESTION_LIMIT.toLocaleString("en")} ` +
        "can be read. Please ask it in a few sentences, one thing at a time.";
    if (outside(age, 520) || outside(early, 20))
      return "The age is in weeks, from 0 to 520, and weeks born early are from 0 to 20. Please correct it, or leave it empty.";
    return null;
  }

  const outside = (weeks, most) => typeof weeks === "number" && !(weeks >= 0 && weeks <= most);

  function history() {
    const kept = [];
    let characters = 0;
    for (const message of asked.slice(-HISTORY_MESSAGES).reverse()) {
      characters += message.length;
      if (characters > HISTORY_CHARACTERS) break;
      kept.unshift(message);
    }
    return kept;
  }

  function showQuestion(id, question) {
    byId("examples")?.remove();
    const bubble = make("div", "asked");
    bubble.append(make("span", "unseen", "You asked: "), make("p", "", question));
    const sign = make("p", "waiting", "Looking in the guidance");
    log().append(bubble, sign);
    bubbles.set(id, bubble);
    waiting = { id, sign, timer: setTimeout(fail, WAIT_SECONDS * 1000) };
    bubble.scrollIntoView({ block: "start" });
  }

  // A reply goes below its own question, also when it comes late; an empty one belongs to no question.
  function finish(markup) {
    const template = make("template", "");
    template.innerHTML = markup ?? "";
    const reply = template.content.firstElementChild;
    const bubble = reply && bubbles.get(reply.id);
    if (!bubble) return;
    bubbles.delete(reply.id);
    if (waiting?.id === reply.id) stopWaiting();
    bubble.after(reply);
    bubble.scrollIntoView({ block: "start" });
  }

  function fail() {
    if (!waiting) return;
    stopWaiting();
    say("That did not work: too many questions at once, or the server stopped. Please ask again in a minute. " +
      "If this is an emergency, call 911 (US), 999 (UK) or 112 (EU).");
  }

  function stopWaiting() {
    clearTimeout(waiting.timer);
    waiting.sign.remove();
    waiting = null;
  }

  function say(words) {
    const line = make("p", "reply refused", words);
    line.setAttribute("role", "alert");
    log().append(line);
    line.scrollIntoView({ block: "center" });
  }

  function log() {
    const conversation = byId("conversation");
    let log = conversation.querySelector(".log");
    if (!log) {
      log = make("div", "log");
      log.setAttribute("role", "log");
      log.setAttribute("aria-label", "Questions and replies");
      conversation.replaceChildren(log);
    }
    return log;
  }

  function ask(question) {
    const button = byId("ask");
    if (waiting || !button) return;
    chosen = question;
    button.click();
  }

  // ---- passages -----------------------------------------------------------------------------------------------

  const isWide = () => matchMedia("(min-width: 64rem)").matches;

  async function openPassage(link) {
    const article = await readArticle(link.pathname);
    if (!article) {
      location.assign(link.href);
      return;
    }
    const dialog = byId("passage");
    byId("passage-text").replaceChildren(article);
    opener = link;
    if (!dialog.open) {
      if (isWide()) dialog.show();
      else {
        dialog.showModal();
        window.history.pushState({ passage: true }, "");
      }
      document.body.classList.add("reading");
    }
    byId("passage-page").href = link.href;
    byId("passage-title").textContent = highlight(article, link);
  }

  async function readArticle(address) {
    if (!documents.has(address)) {
      const response = await fetch(address).catch(() => null);
      if (!response?.ok) return null;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      documents.set(address, page.querySelector("article"));
    }
    return documents.get(address)?.cloneNode(true) ?? null;
  }

  // Marks the cited sentences, brings them into view, and gives the heading that they stand under.
  function highlight(article, link) {
    const start = Number(link.dataset.start);
    const end = Number(link.dataset.end);
    const cited = [...article.querySelectorAll(".sentence")].filter(
      (sentence) => Number(sentence.dataset.start) < end && Number(sentence.dataset.end) > start,
    );
    for (const sentence of cited) {
      sentence.classList.add("cited");
      sentence.setAttribute("aria-current", "true");
    }
    const first = cited[0] ?? article;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
    const above = [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(
      (heading) => heading.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return above.at(-1)?.textContent ?? "";
  }

  function closePassage() {
    const dialog = byId("passage");
    if (!dialog.open) return;
    dialog.close();
  }

  function passageClosed() {
    document.body.classList.remove("reading");
    if (window.history.state?.passage) window.history.back();
    opener?.focus({ preventScroll: true });
    opener = null;
  }

  // ---- wiring -------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const target = event.target.closest("button[data-question], a[data-passage], a.to-note, #passage-close");
    if (!target) return;
    if (target.matches("button[data-question]")) ask(target.dataset.question);
    else if (target.id === "passage-close") closePassage();
    else if (target.matches("a.to-note")) {
      event.preventDefault();
      openNote(byId(target.hash.slice(1)));
    } else {
      event.preventDefault();
      openPassage(target);
    }
  });

  function openNote(note) {
    const details = note?.querySelector("details");
    if (details) details.open = true;
    note?.focus({ preventScroll: true });
    note?.scrollIntoView({ block: "center" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePassage();
  });
  window.addEventListener("popstate", closePassage);
  document.addEventListener("DOMContentLoaded", () => byId("passage")?.addEventListener("close", passageClosed));

  window.headsup = { begin, finish, fail };
})();

/* Keeps the pages a reader has saved, with emergency numbers and contacts, for where there is no
   network. Installed only when somebody saves a page; everybody else never meets it. */
"use strict";

const SAVED = "saved-pages";
const SHELL = "shell";
const NETWORK_PATIENCE = 8000;
const MOST_PICTURES = 12;
const ASSETS = /(?:href|src)="(\/static\/[^"]+\.(?:css|js|svg))"/g;
const PICTURES = /src="(\/media\/[^"]+)"/g;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { kind, page, frame, notice } = event.data || {};
  const answer = (result) => event.ports[0] && event.ports[0].postMessage(result);
  if (kind === "save") {
    event.waitUntil(
      save(page, frame, notice).then(
        () => answer({ done: true }),
        () => answer({ done: false }),
      ),
    );
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/admin/")) return;
  if (request.mode === "navigate") {
    event.respondWith(openPage(request, url));
  } else if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/media/")) {
    event.respondWith(fromShellOrNetwork(request));
  }
});

/* ---------------------------------------------------------------- saving */

async function save(page, frame, notice) {
  const shell = await caches.open(SHELL);
  await keep(await caches.open(SAVED), page);
  await keep(shell, frame);
  await shell.put(noticeKey(frame), new Response(notice));
}

/* Puts a page away with what it needs to look as it does; pictures may be missing. */
async function keep(cache, address) {
  const response = await fetch(address, { cache: "reload" });
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  const html = await response.clone().text();
  const shell = await caches.open(SHELL);
  const assets = [...new Set([...html.matchAll(ASSETS)].map((found) => found[1]))];
  await Promise.all(
    assets.map(async (asset) => (await shell.match(asset)) || shell.add(asset)),
  );
  const pictures = [...html.matchAll(PICTURES)].slice(0, MOST_PICTURES);
  await Promise.allSettled(
    pictures.map(async ([, picture]) => (await shell.match(picture)) || shell.add(picture)),
  );
  await cache.put(address, response);
}

const noticeKey = (frame) => `${frame}?notice`;
const languageOf = (url) => url.pathname.split("/")[1];

/* ---------------------------------------------------------------- opening */

async function openPage(request, url) {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), NETWORK_PATIENCE);
  const saved = await findSaved(url);
  try {
    // Without a saved copy there is nothing better than to wait for a slow network.
    const response = await fetch(request, saved ? { signal: abort.signal } : {});
    if (saved && response.ok && !response.redirected) {
      const cache = await caches.open(SAVED);
      await cache.put(url.pathname, response.clone());
    }
    if (saved && (response.status === 404 || response.status === 410)) {
      // Taken down: nobody shall go on relying on it.
      await (await caches.open(SAVED)).delete(url.pathname);
    }
    return response;
  } catch (error) {
    if (saved) return withNotice(saved, url);
    const frame = await findFrame(url);
    if (frame) return frame;
    throw error;
  } finally {
    clearTimeout(patience);
  }
}

async function findSaved(url) {
  const cache = await caches.open(SAVED);
  return cache.match(url.pathname);
}

/* The page with emergency numbers and contacts, in the language of the address if it is there. */
async function findFrame(url) {
  const shell = await caches.open(SHELL);
  const frames = (await shell.keys()).filter((key) => key.url.endsWith("/unterwegs/"));
  const own = frames.find((key) => languageOf(new URL(key.url)) === languageOf(url));
  return own || frames[0] ? shell.match(own || frames[0]) : undefined;
}

async function withNotice(saved, url) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(noticeKey(`/${languageOf(url)}/unterwegs/`));
  const day = new Date(saved.headers.get("Date") || Date.now()).toISOString().slice(0, 10);
  const notice = kept ? (await kept.text()).replace("{date}", `<time>${day}</time>`) : day;
  const html = (await saved.text()).replace(
    /<main[^>]*>/,
    (main) => `${main}<p class="c-offline" role="status">${notice}</p>`,
  );
  return new Response(html, { headers: saved.headers });
}

async function fromShellOrNetwork(request) {
  const shell = await caches.open(SHELL);
  return (await shell.match(request)) || fetch(request);
}

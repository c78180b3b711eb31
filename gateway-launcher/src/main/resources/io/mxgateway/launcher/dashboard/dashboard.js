// Keeps a page up to date: asks for it again and changes what has changed, where it stands. All pages work without.
'use strict';
(() => {
  const main = document.getElementById('main');
  const connection = document.getElementById('connection');
  const seconds = main ? Number(main.dataset.refresh) : 0;
  if (!seconds) {
    return;
  }
  let timer = 0;
  let asking = false;

  const attributes = (from, to) => {
    for (const { name } of [...from.attributes]) {
      // Whether details are open is the reader's business.
      if (!to.hasAttribute(name) && name !== 'open') {
        from.removeAttribute(name);
      }
    }
    for (const { name, value } of [...to.attributes]) {
      if (name !== 'value' && name !== 'open' && from.getAttribute(name) !== value) {
        from.setAttribute(name, value);
      }
    }
  };

  // Elements stay the same objects, so that focus, scrolling and selection stay where they are.
  const patch = (from, to) => {
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) {
      from.replaceWith(document.importNode(to, true));
    } else if (from.nodeType === Node.TEXT_NODE) {
      if (from.data !== to.data) {
        from.data = to.data;
      }
    } else if (from.nodeType === Node.ELEMENT_NODE && !from.isEqualNode(to)) {
      attributes(from, to);
      const old = [...from.childNodes];
      const fresh = [...to.childNodes];
      old.slice(fresh.length).forEach((node) => node.remove());
      fresh.forEach((node, i) => {
        if (i < old.length) {
          patch(old[i], node);
        } else {
          from.append(document.importNode(node, true));
        }
      });
    }
  };

  const say = (text) => {
    if (connection.textContent !== text) {
      connection.textContent = text;
    }
  };

  const refresh = async () => {
    if (asking) {
      return;
    }
    asking = true;
    try {
      const answer = await fetch(location.href, {
        credentials: 'same-origin',
        headers: { Accept: 'text/html' },
        redirect: 'manual',
        signal: AbortSignal.timeout(15000),
      });
      if (answer.type === 'opaqueredirect') {
        location.reload();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById('main');
      if (!answer.ok || !fresh) {
        say('The gateway refuses to show this page now; reload it to see why.');
      } else {
        say('');
        patch(main, fresh);
      }
    } catch {
      say('The gateway does not answer; what is shown is old.');
    } finally {
      asking = false;
    }
  };

  const watch = () => {
    clearInterval(timer);
    if (!document.hidden) {
      timer = setInterval(refresh, seconds * 1000);
    }
  };

  document.addEventListener('visibilitychange', () => {
    watch();
    if (!document.hidden) {
      refresh();
    }
  });
  watch();
})();

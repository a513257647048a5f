/// What a page is checked for in the browser, from what is computed there: as axe-core does, the checks that can be decided.
enum PageAudit {
    /// An expression: the faults, a sentence each.
    static let faults = """
        (() => {
          const faults = [];
          const all = selector => [...document.querySelectorAll(selector)];
          const named = element => `${element.tagName.toLowerCase()} “${(element.innerText ?? "").trim().slice(0, 40)}”`;
          const isShown = element => element.checkVisibility({ visibilityProperty: true });
          if (!document.documentElement.lang) faults.push("no language");
          if (!document.title.trim()) faults.push("no title");
          if (all("main").length !== 1) faults.push("not one main");
          if (all("h1").length !== 1) faults.push("not one h1");
          let level = 0;
          for (const heading of all("h1, h2, h3, h4, h5, h6")) {
            const next = Number(heading.tagName[1]);
            if (next > level + 1) faults.push(`${named(heading)} skips a level`);
            if (!heading.innerText.trim()) faults.push("an empty heading");
            level = next;
          }
          const ids = all("[id]").map(element => element.id);
          if (new Set(ids).size !== ids.length) faults.push("an id twice");
          for (const field of all("input, select, textarea")) {
            const label = field.labels?.[0]?.innerText ?? field.getAttribute("aria-label") ?? "";
            if (!label.trim()) faults.push(`${field.name || field.tagName} has no label`);
          }
          for (const element of all("a[href], button")) {
            if (!(element.innerText || element.getAttribute("aria-label") || "").trim()) faults.push("a link or button without a name");
          }
          for (const link of all("a[href]")) {
            if (!["http:", "https:"].includes(link.protocol)) faults.push(`a link to ${link.protocol}`);
            if (link.hash && link.pathname === location.pathname && link.search === location.search
              && !document.getElementById(decodeURIComponent(link.hash.slice(1)))) faults.push(`${link.hash} leads nowhere`);
          }
          for (const picture of all("svg, img")) {
            const isHidden = picture.getAttribute("aria-hidden") === "true";
            if (!isHidden && !picture.getAttribute("aria-label") && !picture.getAttribute("alt")) faults.push("a picture without words");
          }
          for (const table of all("table")) {
            if (!table.caption?.innerText.trim()) faults.push("a table without a caption");
            if (!table.querySelector("th[scope=col]")) faults.push("a table without heads");
          }
          if (document.documentElement.scrollWidth > innerWidth) {
            const wide = all("body *").find(element => element.getBoundingClientRect().right > innerWidth + 1);
            faults.push(`wider than the screen: ${wide ? named(wide) : ""}`);
          }

          const colour = text => {
            const parts = text.match(/[\\d.]+/g).map(Number);
            return { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 };
          };
          const over = (top, ground) => top.rgb.map((part, index) => part * top.alpha + ground[index] * (1 - top.alpha));
          const ground = element => {
            if (!element) return [255, 255, 255];
            const own = colour(getComputedStyle(element).backgroundColor);
            return own.alpha === 1 ? own.rgb : over(own, ground(element.parentElement));
          };
          const luminance = rgb => rgb.map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          for (const element of all("body, body *")) {
            const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
            if (!(hasText || element.matches("input, select")) || !isShown(element) || element.closest("svg")) continue;
            const behind = ground(element);
            const values = [luminance(over(colour(getComputedStyle(element).color), behind)), luminance(behind)];
            const ratio = (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
            if (ratio < 4.5) faults.push(`${named(element)}: contrast ${ratio.toFixed(2)}`);
          }
          return [...new Set(faults)];
        })()
        """

    /// What can be reached with the keyboard must be seen to be.
    static let noteFocus = """
        (() => {
          const element = document.activeElement;
          window.reached ??= new Set();
          if (element === document.body || window.reached.has(element)) return "";
          window.reached.add(element);
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.width > 0;
          return isSeen ? "seen" : `unseen: ${element.outerHTML.slice(0, 80)}`;
        })()
        """

    /// The number of elements that people act on.
    static let actors = "document.querySelectorAll('a[href], button, input, select, textarea').length"

    /// Those that no key has led to.
    static let unreached = """
        [...document.querySelectorAll('a[href], button, input, select, textarea')]
          .filter(element => !window.reached?.has(element)).map(element => element.outerHTML.slice(0, 80))
        """
}

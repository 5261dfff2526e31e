import { button, element } from '../../webview/page/elements';

interface Tab {
  readonly id: string;
  readonly title: string;
  readonly content: () => HTMLElement;
}

interface TabsOptions {
  /** Identifies the tabs within the page. */
  readonly key: string;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/**
 * Creates tabs. The arrow keys, Home and End move between them.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function tabs(label: string, all: readonly Tab[], { key, selected, onSelect }: TabsOptions): HTMLElement {
  const list = element('div', { role: 'tablist', 'aria-label': label });
  const panel = element('div', { role: 'tabpanel', id: `${key}/panel` });
  const buttons = all.map(({ id, title }, index) => {
    const name = `${key}/${id}/tab`;
    return button({ role: 'tab', id: name, 'aria-controls': panel.id, 'data-key': name }, [title], () => {
      select(index);
    });
  });

  const show = (index: number): void => {
    buttons.forEach((other, at) => {
      other.setAttribute('aria-selected', String(at === index));
      other.tabIndex = at === index ? 0 : -1;
    });
    const [tab, shown] = [all[index], buttons[index]];
    if (tab !== undefined && shown !== undefined) {
      panel.setAttribute('aria-labelledby', shown.id);
      panel.replaceChildren(tab.content());
    }
  };
  const select = (index: number): void => {
    const wanted = (index + all.length) % all.length;
    show(wanted);
    buttons[wanted]?.focus();
    onSelect(all[wanted]?.id ?? '');
  };

  buttons.forEach((tabButton, index) => {
    tabButton.addEventListener('keydown', (event) => {
      const steps: Record<string, number> = {
        ArrowRight: index + 1,
        ArrowLeft: index - 1,
        Home: 0,
        End: all.length - 1,
      };
      const wanted = steps[event.key];
      if (wanted !== undefined) {
        event.preventDefault();
        select(wanted);
      }
    });
  });
  list.append(...buttons);
  show(
    Math.max(
      0,
      all.findIndex(({ id }) => id === selected),
    ),
  );
  return element('div', { class: 'tabs' }, list, panel);
}

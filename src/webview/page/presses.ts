/** The controls that act on a click. */
const CONTROLS = 'button, a, summary';

/**
 * Returns a function that runs changes of the page, in their order and not while the user presses a control. A browser
 * sends no click if the pressed element was replaced before its release.
 */
export function afterPresses(): (change: () => void) => void {
  const waiting: (() => void)[] = [];
  let isPressed = false;
  const press = ({ target }: Event): void => {
    isPressed ||= target instanceof Element && target.closest(CONTROLS) !== null;
  };
  const release = (): void => {
    // The click follows its release in the same task.
    setTimeout(() => {
      isPressed = false;
      waiting.splice(0).forEach((change) => {
        change();
      });
    });
  };
  window.addEventListener('pointerdown', (event) => {
    if (event.button === 0) {
      press(event);
    }
  });
  window.addEventListener('keydown', (event) => {
    if (event.key === ' ') {
      press(event);
    }
  });
  for (const end of ['pointerup', 'pointercancel', 'keyup', 'contextmenu', 'blur'] as const) {
    window.addEventListener(end, release);
  }
  // The release may happen where the page doesn't see it.
  window.addEventListener('pointermove', ({ buttons }) => {
    if (isPressed && buttons === 0) {
      release();
    }
  });
  return (change) => {
    if (isPressed) {
      waiting.push(change);
    } else {
      change();
    }
  };
}

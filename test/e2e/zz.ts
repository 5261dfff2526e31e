import { pictureDetails } from './pictureDetails';
(async () => {
  for (const t of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
    await pictureDetails(t);
  }
  process.exit();
})().catch((e) => {
  console.error(e);
  process.exit(1);
});

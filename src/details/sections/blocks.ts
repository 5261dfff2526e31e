import type { Member } from '../../atlas/jsonText';
import { rawFields, type WithRawJson } from '../../atlas/rawJson';
import { explained, type FailureDescription } from '../../failures/failure';
import type { L10n, Language } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import type { Block, Button, LoadedSectionId, Notice, PageRequest, Property, Value } from '../protocol';

/** Returns a list of properties, or nothing if there are none. */
export function propertyList(properties: readonly Property[]): Block[] {
  return properties.length === 0 ? [] : [{ kind: 'properties', properties }];
}

/** Returns a property. Only values that are worth copying, such as IDs, have a copy button, which is a stop for Tab. */
export function present(l10n: L10n, label: string, text: string, copy?: 'copy'): Property {
  return { label, value: copy === undefined ? { text } : copyable(l10n, label, text) };
}

/** Returns the row of a property that is being loaded. */
export function pending(label: string): Property {
  return { label, value: { text: '…' } };
}

/** Returns a value with a copy button. */
export function copyable(l10n: L10n, label: string, text: string): Value {
  return { text, copy: { title: l10n.t('Copy {0}', label), label } };
}

/** Formats a date from Atlas (ISO 8601). Returns any other text unchanged. */
export function formatDate(iso: string | undefined): string | undefined {
  const date = new Date(iso ?? '');
  return iso === undefined || Number.isNaN(date.getTime()) ? iso : dateAndTime(date);
}

/** Minimum characters of an unknown field that is worth copying, such as an ID or an address. */
const MIN_COPIED = 12;

/**
 * Returns the fields that aren't shown elsewhere, under Atlas's names: unknown fields, and known fields with an
 * unexpected value. Nonempty strings are shown as they are, everything else as JSON.
 * @param known names of the fields that are shown elsewhere if they are readable
 */
export function unknownFields(
  { l10n }: Language,
  row: WithRawJson<Readonly<Record<string, unknown>>>,
  known: readonly string[],
): Property[] {
  const fields = rawFields(row);
  const isShown = ({ name, text }: Member): boolean =>
    known.includes(name) &&
    Object.hasOwn(row, name) &&
    row[name] !== undefined &&
    text !== 'null' &&
    text !== '""' &&
    fields.filter((field) => field.name === name).length === 1;
  return fields
    .filter((field) => !isShown(field))
    .map(({ name, text }) => {
      const label = name === '' ? '""' : name;
      const plain = text.startsWith('"') ? String(JSON.parse(text)) : '';
      const shown = plain === '' ? text : plain;
      return present(l10n, label, shown, shown.length < MIN_COPIED ? undefined : 'copy');
    });
}

/** Returns the cause of a failure with its fix and a retry button. */
export function failureBlock({ l10n }: Language, failure: FailureDescription, section: LoadedSectionId): Block {
  const retry: Button = { title: l10n.t('Retry'), request: { type: 'load', section }, icon: 'refresh', primary: true };
  const fix: Button = { title: failure.fixTitle, request: { type: 'fix', section } };
  return {
    kind: 'notice',
    tone: 'error',
    title: failure.label,
    text: failure.code === undefined ? failure.explanation : `${failure.explanation} (${failure.code})`,
    buttons: failure.fix.kind === 'retry' || failure.fix.kind === 'refresh' ? [retry] : [retry, fix],
  };
}

/** Returns the cause of a failure as text, with Atlas's error code. */
export function explain(failure: FailureDescription, { l10n }: Pick<Language, 'l10n'>): string {
  const text = explained(failure, l10n);
  return failure.code === undefined ? text : `${text} (${failure.code})`;
}

export function notice(tone: Notice['tone'], title: string, text: string, buttons: readonly Button[] = []): Block {
  return { kind: 'notice', tone, title, text, buttons };
}

export function button(title: string, request: PageRequest, primary = false): Button {
  return { title, request, primary };
}

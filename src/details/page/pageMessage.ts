import type {
  Block,
  Button,
  Notice,
  Page,
  PageMessage,
  PageRequest,
  Progress,
  Property,
  Section,
  Snippet,
  Snippets,
  Table,
  Value,
} from '../protocol';
import { either, flag, list, number, oneOf, record, text, type Check } from '../../webview/page/checks';

const sectionId = oneOf('identity', 'role', 'usedBy', 'references');
const request = either<PageRequest>(
  record<Extract<PageRequest, { section: unknown }>>({ type: oneOf('load', 'cancel', 'fix'), section: sectionId }),
  record<Extract<PageRequest, { action: unknown }>>({
    type: oneOf('action'),
    action: oneOf('refresh', 'openJson', 'showRawResponse', 'openProject', 'openCloudConsole'),
  }),
);
const button = record<Button>({ title: text, request, icon: oneOf('refresh'), primary: flag }, ['icon', 'primary']);
const copy = record<NonNullable<Value['copy']>>({ title: text, label: text });
const value = record<Value>({ text, rest: text, copy }, ['rest', 'copy']);
const property = record<Property>({ label: text, value });
const snippet = record<Snippet>({ id: text, title: text, language: text, value });

const block = either<Block>(
  record<Extract<Block, { kind: 'text' }>>({ kind: oneOf('text'), text }),
  record<Notice>({
    kind: oneOf('notice'),
    tone: oneOf('good', 'information', 'warning', 'error'),
    title: text,
    text,
    buttons: list(button),
  }),
  record<Extract<Block, { kind: 'properties' }>>({ kind: oneOf('properties'), properties: list(property) }),
  record<Table>({ kind: oneOf('table'), caption: text, columns: list(text), rows: list(list(value)) }),
  record<Progress>({ kind: oneOf('progress'), label: text, done: number, total: number }, ['total']),
  record<Extract<Block, { kind: 'buttons' }>>({ kind: oneOf('buttons'), buttons: list(button) }),
  record<Snippets>({ kind: oneOf('snippets'), label: text, snippets: list(snippet) }),
);

const section = record<Section>({ id: sectionId, version: number, title: text, busy: flag, blocks: list(block) });
const page = record<Page>({
  id: text,
  title: text,
  subtitle: text,
  state: text,
  actionsLabel: text,
  actions: list(button),
  sections: list(section),
});

/** Whether something that arrived is what the extension says to its page. */
export const isPageMessage: Check<PageMessage> = either<PageMessage>(
  record<Extract<PageMessage, { type: 'page' }>>({ type: oneOf('page'), page }),
  record<Extract<PageMessage, { type: 'section' }>>({ type: oneOf('section'), section }),
  record<Extract<PageMessage, { type: 'copied' }>>({ type: oneOf('copied'), key: text, announcement: text }),
  record<Extract<PageMessage, { type: 'announce' }>>({ type: oneOf('announce'), announcement: text }),
);

export { visibleText } from './invisible';
export { visibleChoice } from './sinks';

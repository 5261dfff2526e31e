export { visibleText } from '../text/invisible';
export { visibleChoice } from '../text/sinks';

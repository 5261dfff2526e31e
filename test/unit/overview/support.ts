/** English, as in the source. */
export { ENGLISH as LANGUAGE } from '../text/translate';

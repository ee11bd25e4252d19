// The two files to begin a profile with: an example with made up values, and the JSON Schema of the format. Loaded when
// one of them is asked for.
import schema from 'virtual:profile-schema';
import { save } from '../browser/download.ts';
import example from './example.json?raw';

const saveText = (text: string, name: string) => save(new Blob([text], { type: 'application/json' }), name);

export const saveExample = () => saveText(example, 'ho-so-quy-dinh-mau.json');

/** Under the name by which the example refers to it. */
export const saveSchema = () => saveText(schema, 'ho-so-quy-dinh.schema.json');

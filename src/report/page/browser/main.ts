import { followDownloads } from './downloads';
import { registerLocale } from './figure';
import { keepDrawn } from './keep-drawn';
import { followLanguage } from './language';

registerLocale();
keepDrawn();
followLanguage();
followDownloads();

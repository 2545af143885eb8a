import { gradeLesson } from '../grade.ts';
import lesson from './lesson.ts';

await gradeLesson(lesson);

import './routes';

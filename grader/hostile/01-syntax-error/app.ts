const port = ;

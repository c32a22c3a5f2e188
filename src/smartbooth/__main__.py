from smartbooth.cli import main

main()

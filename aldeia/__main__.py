"""`python -m aldeia` is `aldeia`."""

from aldeia.cli import main

if __name__ == "__main__":
    main()
